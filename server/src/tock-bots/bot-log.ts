/** What an operator should see of one bot: names and numbers, never keys nor what is said. */
export type BotLog = Record<
  "info" | "warn",
  (facts: Readonly<Record<string, string | number>>, happened: string) => void
>;
