import { Field, ObjectType } from 'type-graphql'
import { Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm'
import { Searchable } from '../../src/platform/database/text-key'
import { country, day, nullable, optional, text } from '../columns'
import { Connection } from '../relay/connection'
import { Node } from '../relay/node'
import { DateScalar } from '../scalars'

/** Who else may handle personal data, and since when. INVARIANT: a row is ended, never deleted: that is the history. */
@ObjectType({ implements: Node, description: 'Somebody who may handle personal data for the provider.' })
@Entity('sub_processors')
@Unique('sub_processors_from', ['name', 'validFrom'])
export class SubProcessor extends Node {
  @PrimaryGeneratedColumn()
  override id: number

  @Field(() => String, nullable('Who it is.'))
  @Searchable(text(200))
  name: string

  @Field(() => String, nullable('What for.'))
  @Searchable(text(500))
  purpose: string

  @Field(() => String, nullable('Which kinds of personal data.'))
  @Searchable(text(500))
  data: string

  @Field(() => String, nullable('ISO 3166 code of the country it does so in.'))
  @Column(country)
  country: string

  @Field(() => DateScalar, nullable('The first day.'))
  @Column(day)
  validFrom: string

  @Field(() => DateScalar, nullable('The last day; empty while it continues.'))
  @Column(optional(day))
  validTo: string | null
}

export const SubProcessorConnection = Connection(() => SubProcessor, 'SubProcessor')
