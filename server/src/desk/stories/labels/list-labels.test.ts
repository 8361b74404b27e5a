import { expect, test } from "vitest";
import { catalogue } from "#i18n/catalogue.ts";
import { listLabels } from "./list-labels.ts";

const messages: Record<string, unknown> = {
  en: {
    hello: { default: "Hello {name}!", messenger: "Hi {name}!" },
    fares: { heading: ["{count, plural, one {# fare} other {# fares}}", "Fares"] },
    bye: "Bye",
  },
  fr: { hello: { default: "Bonjour !", shop: "Salut {name}" }, bye: " " },
};

test("each text is listed by language and variant, with what is missing and what is wrong", () => {
  const [bye, heading, hello] = listLabels(catalogue({ locales: ["en", "fr"], messages }), ["web", "messenger"]);
  expect(hello?.said).toEqual([
    {
      locale: "en",
      variants: [
        { name: "default", texts: ["Hello {name}!"] },
        { name: "messenger", texts: ["Hi {name}!"] },
      ],
    },
    {
      locale: "fr",
      variants: [
        { name: "default", texts: ["Bonjour !"] },
        { name: "shop", texts: ["Salut {name}"] },
      ],
    },
  ]);
  expect(hello?.problems.map(({ kind }) => kind).toSorted()).toEqual(["missing_variant", "unknown_variant"]);
  expect(heading).toMatchObject({ key: "fares.heading", missing: ["fr"] });
  expect(heading?.said[0]?.variants[0]?.texts).toHaveLength(2);
  expect(bye).toMatchObject({ key: "bye", missing: ["fr"] });
});
