import type { Story } from '../story'
import { NameBook } from './name-book'
import { RowBook } from './row-book'
import { type WholeStory, wholeStory } from './whole-story'

/** The stories, and what has been written of them so far. */
export interface Draft {
  readonly story: WholeStory
  readonly names: NameBook
  readonly rows: RowBook
}

/** Gives every named thing of the stories its id, so that they may refer to each other. */
export function draftOf(stories: readonly Story[]): Draft {
  const names = new NameBook()
  const story = wholeStory(stories)
  for (const name of Object.keys(story.organisations)) names.add('organisation', name)
  for (const name of Object.keys(story.users)) names.add('user', name)
  for (const name of Object.keys(story.memberships)) names.add('membership', name)
  for (const name of Object.keys(story.partners)) names.set('partner', name, names.of('organisation', name))
  for (const name of Object.keys(story.partnerships)) names.add('partnership', name)
  for (const name of Object.keys(story.contacts)) names.add('contact', name)
  for (const name of Object.keys(story.products)) names.add('product', name)
  for (const name of Object.keys(story.orders)) names.add('order', name)
  return { story, names, rows: new RowBook() }
}
