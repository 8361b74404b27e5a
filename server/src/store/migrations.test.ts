import { expect, test } from "vitest";
import { readMigrations } from "./migrations.ts";

test.each(["sqlite", "postgres"])("the migrations of %s are numbered from 1, each number once", (name) => {
  const migrations = readMigrations(new URL(`./${name}/migrations/`, import.meta.url));
  expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_, index) => index + 1));
});
