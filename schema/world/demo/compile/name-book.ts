/** Gives out ids, one sequence per type, and remembers which name stands for which. */
export class NameBook {
  private readonly ids = new Map<string, number>()
  private readonly last = new Map<string, number>()

  /** A new row of this type. A name is given once. */
  add(type: string, name: string): number {
    const id = (this.last.get(type) ?? 0) + 1
    this.last.set(type, id)
    this.set(type, name, id)
    return id
  }

  /** A row that shares the id of another: a Partner and its Organisation. */
  set(type: string, name: string, id: number): void {
    const key = `${type}/${name}`
    if (this.ids.has(key)) throw new Error(`The demo world names two things \`${key}\`.`)
    this.ids.set(key, id)
  }

  of(type: string, name: string): number {
    const id = this.ids.get(`${type}/${name}`)
    if (id === undefined) throw new Error(`The demo world has no \`${type}/${name}\`.`)
    return id
  }

  /** The same for a reference that may be absent. */
  ofOptional(type: string, name: string | undefined): number | null {
    return name === undefined ? null : this.of(type, name)
  }

  /** `order-line/lakeside-own/1` → `OrderLine:7`, for every row. */
  externalIds(): ReadonlyMap<string, string> {
    const entries = [...this.ids].map(([key, id]) => {
      const type = key.slice(0, key.indexOf('/'))
      return [key, `${pascalCase(type)}:${id}`] as const
    })
    return new Map(entries)
  }
}

function pascalCase(kebab: string): string {
  return kebab.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase())
}
