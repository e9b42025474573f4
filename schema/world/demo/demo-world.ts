import { referenceNames } from '../reference-data'
import { compile, type CompiledWorld } from './compile/compile'
import { stories } from './stories'

const compiled = compile(stories)

/** The demo world, compiled once. */
export const demoWorld: CompiledWorld = {
  ...compiled,
  names: new Map([...compiled.names, ...referenceNames()]),
}
