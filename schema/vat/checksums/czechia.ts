import { lastDigit, weighted } from './digits'

/** Eight digits: a company. Nine: a person without a birth number (from 6), or born before 1954. Ten: a person. */
export function czechia(number: string): boolean {
  switch (number.length) {
    case 8:
      return czechCompany(number)
    case 9:
      return special(number) || bornBefore1954(number)
    default:
      return person(number)
  }
}

function czechCompany(number: string): boolean {
  const check = (11 - (weighted(number, [8, 7, 6, 5, 4, 3, 2]) % 11)) % 11
  return !number.startsWith('9') && (check === 0 ? 1 : check % 10) === lastDigit(number)
}

function special(number: string): boolean {
  const rest = weighted(number.slice(1), [8, 7, 6, 5, 4, 3, 2]) % 11
  return number.startsWith('6') && (8 - ((10 - rest) % 11) + 10) % 10 === lastDigit(number)
}

/** WHY no check digit: birth numbers had none until 1954, only a plausible date; women count 50 more months. */
function bornBefore1954(number: string): boolean {
  const month = Number(number.slice(2, 4)) % 50
  const day = Number(number.slice(4, 6))
  return Number(number.slice(0, 2)) < 54 && month >= 1 && month <= 12 && day >= 1 && day <= 31
}

function person(number: string): boolean {
  return (Number(number.slice(0, 9)) % 11) % 10 === lastDigit(number)
}
