/**
 * GraphQL's check of its own classes as it is in production. WHY: elsewhere every value that is none of them is also looked at for
 * being one of a second copy of the package, a tenth of the time of tests that ask many operations. There is one copy.
 */
module.exports = { instanceOf: (value, constructor) => value instanceof constructor }
