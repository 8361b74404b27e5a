import { expect, test } from "vitest";
import { createTheme, type TockCss } from "./theme.ts";
import { themeStyle } from "./theme-style.ts";

test("a theme is whole, and what is given counts", () => {
  const theme = createTheme({ palette: { background: { user: "red" } }, sizing: { conversation: { width: "500px" } } });
  expect(theme.palette.background).toMatchObject({ user: "red", bot: "#000" });
  expect(theme.sizing).toEqual({ loaderSize: "8px", borderRadius: "1em", conversation: { width: "500px" } });
  expect(createTheme()).toEqual(createTheme({}));
});

test("colours, measures and overrides are rules for what lies inside", () => {
  const css = themeStyle(
    "t1",
    createTheme({
      palette: { background: { user: "red" } },
      overrides: {
        chat: "background: #fff;",
        messageBot: { fontSize: 14, lineHeight: 2, "&:hover": { color: "blue" }, "> p": { margin: 0 } },
        card: { cardTitle: [{ color: "green" }, "margin: 0;", false] },
        quickReplyArrow: "color: red;",
      },
      inlineQuickReplies: true,
    }),
  );
  expect(css).toContain("--causerie-bubble-user-background: red;");
  expect(css).toContain(".t1 .causerie-panel { background: #fff; }");
  expect(css).toContain(
    ".t1 .causerie-bubble-bot { font-size: 14px; line-height: 2; &:hover { color: blue; } & > p { margin: 0; } }",
  );
  expect(css).toContain(".t1 .causerie-card-title { color: green; margin: 0; }");
  expect(css).toContain(".t1 .causerie-quick-replies { flex-wrap: nowrap;");
  expect(css).not.toContain("color: red;");
});

test("what cannot be carried over says so", () => {
  expect(() => themeStyle("t1", createTheme({ overrides: { launcher: "color: red" } as object }))).toThrow(
    "theme.overrides.launcher: there is no such part. There are: buttons.buttonContainer,",
  );
  const css = (() => "color: red") as unknown as TockCss;
  expect(() => themeStyle("t1", createTheme({ overrides: { chat: css } }))).toThrow(
    "theme.overrides.chat is a function",
  );
});
