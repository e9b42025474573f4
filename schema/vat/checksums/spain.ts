import { digitsOf } from './digits'

const personLetters = 'TRWAGMYFPDXBNJZSQVHLCKE'
const companyLetters = 'JABCDEFGHI'

/** Persons, by a letter at the end; companies, by a letter in front and a digit or letter at the end. */
export function spain(number: string): boolean {
  const first = number.charAt(0)
  if (/\d/.test(first)) return personHolds(number.slice(0, 8), number)
  if (/[XYZ]/.test(first)) return personHolds(`${'XYZ'.indexOf(first)}${number.slice(1, 8)}`, number)
  if (/[KLM]/.test(first)) return personHolds(number.slice(1, 8), number)
  return companyHolds(number)
}

function personHolds(digits: string, number: string): boolean {
  return personLetters[Number(digits) % 23] === number[8]
}

/** WHY either: which kinds of company end in a digit and which in a letter is told differently everywhere. */
function companyHolds(number: string): boolean {
  const sum = digitsOf(number.slice(1, 8)).reduce((total, digit, index) => {
    const doubled = index % 2 === 0 ? digit * 2 : digit
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  const check = (10 - (sum % 10)) % 10
  return number[8] === String(check) || number[8] === companyLetters[check]
}
