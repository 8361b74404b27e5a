import { expect, test } from "vitest";
import { toLooks } from "./section-theme.ts";
import { toTeamsLooks } from "./teams-theme.ts";

const section = {
  isInverted: true,
  semanticColors: {
    bodyBackground: "#0b3d2e",
    bodyText: "#ffffff",
    primaryButtonBackground: "#ffffff",
    primaryButtonText: "#0b3d2e",
    link: "#d0f0e0",
  },
  fontFamily: "Segoe UI",
};

test("in a section the chat has its colours, and is dark where the section is", () => {
  const { theme, tokens } = toLooks(section, "section");
  expect(theme).toBe("dark");
  expect(tokens).toMatchObject({
    surface: "#0b3d2e",
    text: "#ffffff",
    accent: "#ffffff",
    "on-accent": "#0b3d2e",
    link: "#d0f0e0",
    font: "Segoe UI",
  });
  expect(toLooks({ ...section, isInverted: false }, "section").theme).toBe("light");
});

test("on a strong background the bot's bubbles have the ground of a field, on which its text can be read", () => {
  const colors = { bodyText: "#ffffff", bodyStandoutBackground: "#13898d", inputBackground: "#025c5f" };
  const bubble = (isInverted: boolean): string | undefined =>
    toLooks({ isInverted, semanticColors: colors }, "section").tokens["bubble-bot-background"];
  expect(bubble(true)).toBe("#025c5f");
  expect(bubble(false)).toBe("#13898d");
});

test("a field has the border that Fluent gives small ones, which is seen on every background", () => {
  const semanticColors = { inputBorder: "#c5e9ea", smallInputBorder: "#605e5c" };
  expect(toLooks({ semanticColors }, "section").tokens["control-border"]).toBe("#605e5c");
  expect(toLooks({ semanticColors: { inputBorder: "#8a8886" } }, "section").tokens["control-border"]).toBe("#8a8886");
});

test("the brand's colour replaces the section's accent, and what the section writes on that one", () => {
  const { tokens } = toLooks(section, "section", "#aa0000");
  expect(tokens).toMatchObject({ surface: "#0b3d2e", accent: "#aa0000" });
  expect(tokens["on-accent"]).toBeUndefined();
  expect(tokens.link).toBeUndefined();
});

test("light and dark take nothing of the section but the brand", () => {
  expect(toLooks(section, "light", "#aa0000")).toEqual({ theme: "light", tokens: { accent: "#aa0000" } });
  expect(toLooks(section, "dark")).toEqual({ theme: "dark", tokens: {} });
});

test("without a theme the page decides", () => {
  expect(toLooks(undefined, "section")).toEqual({ theme: "auto", tokens: {} });
  expect(toLooks({}, "section", "#aa0000")).toEqual({ theme: "auto", tokens: { accent: "#aa0000" } });
});

test("Teams' themes", () => {
  expect(toTeamsLooks("default", "section").theme).toBe("light");
  expect(toTeamsLooks("dark", "section")).toMatchObject({ theme: "dark", tokens: { surface: "#1f1f1f" } });
  expect(toTeamsLooks("dark", "section", "#aa0000").tokens.accent).toBe("#aa0000");
  expect(toTeamsLooks("dark", "light")).toEqual({ theme: "light", tokens: {} });
  expect(toTeamsLooks("glass", "section").theme).toBe("light");
});

test("who has set a high contrast in Teams gets it, whatever the author wished", () => {
  const { tokens } = toTeamsLooks("contrast", "light", "#aa0000");
  expect(tokens).toMatchObject({ surface: "#000000", text: "#ffffff", accent: "#1aebff" });
});
