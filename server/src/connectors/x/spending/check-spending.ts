import type { CheckResult } from "#channel/connector-definition.ts";
import type { XSettings } from "#connectors/x/options.ts";
import { dollars, type SpendBook } from "./spend-book.ts";

const closeShare = 0.8;

/**
 * What the month has cost, and what it may.
 * @param book of the connector that runs in this process; undefined: none does, as for the command.
 */
export async function checkSpending(
  { monthlyCapDollars, sentPriceDollars, receivedPriceDollars }: XSettings,
  book: SpendBook | undefined,
): Promise<CheckResult> {
  const perExchange = sentPriceDollars + receivedPriceDollars;
  const about = perExchange === 0 ? "any number of" : Math.floor(monthlyCapDollars / perExchange).toLocaleString("en");
  const cap = `${monthlyCapDollars.toFixed(2)} US dollars in a month: about ${about} questions with an answer each`;
  if (book === undefined) return { level: "ok", title: `X may cost ${cap}` };
  const { micros, sent, received, month } = await book.read();
  const title = `X has cost ${dollars(micros)} US dollars in ${month} (${sent} sent, ${received} received), of ${cap}`;
  if (micros + sentPriceDollars * 1_000_000 > book.capMicros)
    return { level: "error", title, fix: "Nothing is sent until the month ends. Raise monthlyCapDollars." };
  if (micros < closeShare * book.capMicros) return { level: "ok", title };
  return { level: "warning", title, fix: "Raise monthlyCapDollars before nothing is sent any more." };
}
