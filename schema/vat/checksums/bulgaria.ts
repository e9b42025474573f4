import { lastDigit, weighted } from './digits'

/** Nine digits: a company. Ten: a person (citizen, foreigner) or another taxable person. */
export function bulgaria(number: string): boolean {
  return number.length === 9
    ? bulgarianCompany(number)
    : citizen(number) || foreigner(number) || other(number)
}

function bulgarianCompany(number: string): boolean {
  const first = weighted(number, [1, 2, 3, 4, 5, 6, 7, 8]) % 11
  const check = first === 10 ? weighted(number, [3, 4, 5, 6, 7, 8, 9, 10]) % 11 : first
  return check % 10 === lastDigit(number)
}

function citizen(number: string): boolean {
  return (weighted(number, [2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11) % 10 === lastDigit(number)
}

function foreigner(number: string): boolean {
  return weighted(number, [21, 19, 17, 13, 11, 9, 7, 3, 1]) % 10 === lastDigit(number)
}

function other(number: string): boolean {
  const check = 11 - (weighted(number, [4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)
  return check !== 10 && check % 11 === lastDigit(number)
}
