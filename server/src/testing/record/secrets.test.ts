import { expect, test } from "vitest";
import { findSecrets } from "./secrets.ts";

const found = (text: string): string[] =>
  findSecrets(text).map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`);

test.each([
  ["write to Ada.Lovelace+chat@mail.example.org, please", ["email Ada.Lovelace+chat@mail.example.org"]],
  ["04 65 71 20 48", ["number 04 65 71 20 48"]],
  ["call +33 (0)4-65-71-20-48 now", ["number +33 (0)4-65-71-20-48"]],
  ["4242 4242 4242 4242", ["number 4242 4242 4242 4242"]],
  ["٠١٢٣ ٤٥٦٧", ["number ٠١٢٣ ٤٥٦٧"]],
  ["75011 Paris", ["number 75011"]],
  ["SW1A 1AA or K1A 0B1", ["code SW1A 1AA", "code K1A 0B1"]],
  ["booking LPX4F7A and FR7630006000", ["code LPX4F7A", "code FR7630006000"]],
  ["born 12/05/1984, or 1984-05-12", ["date 12/05/1984", "date 1984-05-12"]],
  ["https://ada:pass@shop.example/a?token=x&y#z", ["email pass@shop.example", "query token=x&y#z"]],
  ["2 seats at 15:37, platform 12, 18h30, for 12.50", []],
  ["12.50\n13.50\n14.50", []],
])("in %j", (text, secrets) => {
  expect(found(text)).toEqual(secrets);
});

test("no text, however long, keeps it busy beyond the time of a test", () => {
  for (const part of ["1", "a", "1 ", "a1", "@", "a@", "?", "://?", "1-", "(", "\u0301", "1 (", ". ", "1/1/"]) {
    const text = part.repeat(20_000);
    for (const { start, end } of findSecrets(text)) expect(end).toBeGreaterThan(start);
  }
});
