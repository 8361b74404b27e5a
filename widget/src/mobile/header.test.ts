import { expect, test } from "vitest";
import { en } from "#i18n/strings.ts";
import { english } from "./header.ts";

test("the header speaks as the chat does", () => {
  expect(en).toMatchObject({ heading: english.heading, close: english.close });
});
