/** @jest-environment ./test/runner/fresh-modules.cjs */
import { graphql } from 'graphql'
import { Field, ID, ObjectType, Query, Resolver, buildSchemaSync } from 'type-graphql'
import {
  Column,
  DataSource,
  Entity,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
} from 'typeorm'

@ObjectType()
@Entity()
class Later {
  @Field(() => ID)
  @PrimaryGeneratedColumn()
  id: number

  @Field()
  @Column()
  name: string

  @ManyToOne(() => Sooner)
  @JoinColumn({ name: 'sooner_id' })
  sooner: Relation<Sooner>
}

@ObjectType()
@Entity()
class Sooner {
  @Field(() => ID)
  @PrimaryGeneratedColumn()
  id: number
}

@Resolver()
class LaterResolver {
  @Query(() => String)
  greeting(): string {
    return 'hello'
  }
}

describe('the compiler settings of the tests', () => {
  it('let one class be a TypeORM entity and a GraphQL type, with metadata and without defined fields', async () => {
    const source = new DataSource({
      type: 'better-sqlite3',
      database: ':memory:',
      entities: [Later, Sooner],
      synchronize: true,
    })
    await source.initialize()
    try {
      const sooner = await source.manager.save(new Sooner())
      const made = Object.assign(new Later(), { name: 'first', sooner })
      await source.manager.save(made)
      expect(Object.keys(new Later())).toEqual([])
      expect(Reflect.getMetadata('design:type', Later.prototype, 'name')).toBe(String)
      expect(await source.manager.findOneByOrFail(Later, { name: 'first' })).toMatchObject({
        id: 1,
        name: 'first',
      })
    } finally {
      await source.destroy()
    }
  })

  it('let type-graphql build a schema', async () => {
    const schema = buildSchemaSync({ resolvers: [LaterResolver], orphanedTypes: [Later], validate: false })
    expect(await graphql({ schema, source: '{ greeting }' })).toEqual({ data: { greeting: 'hello' } })
  })

  it('let packages that are ES modules only be imported', async () => {
    const { evaluate } = await import('@marcbachmann/cel-js')
    expect(evaluate('1 + 1')).toBe(2n)
  })
})
