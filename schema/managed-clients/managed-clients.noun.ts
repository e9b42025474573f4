import { noun } from '../noun'
import { managedClientsDownload } from './managed-clients-download'

export const managedClients = noun({
  name: 'managed-clients',
  downloads: () => [managedClientsDownload],
})
