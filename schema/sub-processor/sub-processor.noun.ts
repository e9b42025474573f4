import { noteSubProcessors } from './note-sub-processors'
import { subProcessorChanges } from './sub-processor.changes'
import { subProcessorMails } from './sub-processor.mails'
import { HOUR, noun } from '../noun'
import { SubProcessor } from './sub-processor.entity'
import { SubProcessorResolver } from './sub-processor.resolver'

export const subProcessor = noun({
  name: 'sub-processor',
  entities: [SubProcessor],
  resolvers: [SubProcessorResolver],
  mails: subProcessorMails,
  changes: subProcessorChanges,
  jobs: ({ dependencies }) => [
    {
      name: 'sub-processors',
      every: HOUR,
      means: 'Notes that a sub-processor was added or ended, so that people are told.',
      run: (now) => noteSubProcessors(dependencies, now),
    },
  ],
})
