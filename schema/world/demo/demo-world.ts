import { compile } from './compile/compile'
import { stories } from './stories'

/** The demo world, compiled once. */
export const demoWorld = compile(stories)
