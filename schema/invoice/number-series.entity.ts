import { Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm'
import { choice, text } from '../columns'
import { NumberSeries } from './number-series'

/**
 * A row to hold while the next number is given out: `next-number.ts`. It counts nothing itself: the last number is
 * that of the last document, so that the two cannot disagree.
 */
@Entity('number_series')
@Unique('number_series_once', ['issuer', 'kind'])
export class NumberSeriesRow {
  @PrimaryGeneratedColumn()
  id: number

  @Column(text(16))
  issuer: string

  @Column(choice(NumberSeries))
  kind: NumberSeries
}
