/**
 * Jest compiles every module anew for each test file that loads it. Here a worker compiles a text once and runs the compiled script
 * in the context of each file.
 */
const vm = require('node:vm')

/** By file: a text that differs (another transformation) is compiled again. */
const compiled = new Map()
const { compileFunction } = vm

vm.compileFunction = (code, parameters = [], options = {}) => {
  const { filename, parsingContext } = options
  if (filename === undefined || parsingContext === undefined)
    return compileFunction(code, parameters, options)
  const known = compiled.get(filename)
  if (known?.code === code) return known.script.runInContext(parsingContext)
  // INVARIANT: nothing in front of the text but on its first line, which is moved back: places in stack traces stay right.
  const before = `(function (${parameters.join(', ')}) {`
  const script = new vm.Script(`${before}${code}\n})`, { filename, columnOffset: -before.length })
  compiled.set(filename, { code, script })
  return script.runInContext(parsingContext)
}
