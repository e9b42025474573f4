import { init } from 'z3-solver'

/**
 * The process that Z3 runs in: SMT-LIB text in, its output out, a fresh context for every text.
 *
 * WHY not `Z3.eval_smtlib2_string` of the package: it passes the text on the stack to a thread that reads it later, and
 * the text may be overwritten by then. Here it lies on the heap, and the call returns when Z3 has answered.
 */
async function answerQuestions(): Promise<void> {
  const loaded = await init()
  const { Z3 } = loaded
  // The compiled module itself, which the package does not type.
  const machine = loaded.em as Machine
  process.on('message', ({ text }: { readonly text: string }) => {
    process.send?.({ answer: evaluated(Z3, machine, text) })
  })
  process.send?.({ ready: true })
}

interface Machine {
  readonly HEAPU8: Uint8Array
  _malloc(size: number): number
  _free(address: number): void
  ccall(name: string, returns: 'string', types: readonly 'number'[], values: readonly number[]): string
}

type Contexts = Pick<
  Awaited<ReturnType<typeof init>>['Z3'],
  'mk_config' | 'del_config' | 'mk_context' | 'del_context'
>

function evaluated(contexts: Contexts, machine: Machine, text: string): string {
  const bytes = Buffer.from(`${text}\0`, 'utf8')
  const address = machine._malloc(bytes.length)
  machine.HEAPU8.set(bytes, address)
  const configuration = contexts.mk_config()
  const context = contexts.mk_context(configuration)
  contexts.del_config(configuration)
  try {
    // A context is a number to the compiled module; the package only brands it.
    return machine.ccall('Z3_eval_smtlib2_string', 'string', ['number', 'number'], [Number(context), address])
  } finally {
    contexts.del_context(context)
    machine._free(address)
  }
}

process.on('disconnect', () => process.exit(0))
void answerQuestions()
