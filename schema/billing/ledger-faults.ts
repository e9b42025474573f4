import type { LedgerLine } from './next-movement'

/** Everything that is wrong with a ledger, a sentence each; nothing, where its lines add up to its balance. */
export function ledgerFaults(lines: readonly LedgerLine[]): readonly string[] {
  return lines.flatMap((line, index) => faultsOf(line, { before: lines[index - 1], position: index + 1 }))
}

function faultsOf(
  line: LedgerLine,
  place: { readonly before: LedgerLine | undefined; readonly position: number },
): readonly string[] {
  const { before, position } = place
  const balance = before?.balanceAfter ?? 0
  const at = `Movement ${position}`
  return [
    line.position === position ? [] : [`${at} is numbered ${line.position}.`],
    line.previousPosition === (before?.position ?? null) ? [] : [`${at} does not follow the one before it.`],
    line.balanceBefore === balance
      ? []
      : [`${at} starts from ${line.balanceBefore}, though ${balance} was left.`],
    line.balanceAfter === line.balanceBefore + line.amount ? [] : [`${at} does not add up.`],
    line.balanceAfter >= 0 ? [] : [`${at} leaves less than nothing.`],
  ].flat()
}
