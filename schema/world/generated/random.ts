export { random, type Random } from '../../../src/services/random'
