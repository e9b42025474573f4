/** How often a race is run: enough to meet in the ordinary run, many more in a deep one. */
export const raceRounds = process.env['DEEP'] === undefined ? 5 : 60
