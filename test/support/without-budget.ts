/** An answer as text without the budget left, which each request moves: what answers are compared by. */
export function withoutBudget(text: string): string {
  return text.replace(/,"limit":\d+,"remaining":\d+,"resetAt":"[^"]*"/g, '')
}
