import type { BrowserContextOptions } from "@playwright/test";

export type Look = {
  /** Of its files, too: what is stored of it, and its picture in docs/gallery. */
  name: string;
  title: string;
  /** What the gallery's address says. */
  query: string;
  options: BrowserContextOptions;
};

const desktop = { viewport: { width: 1280, height: 900 } };

/** How the gallery is looked at. */
export const looks: readonly Look[] = [
  { name: "light", title: "Light", query: "", options: desktop },
  { name: "dark", title: "Dark", query: "theme=dark", options: { ...desktop, colorScheme: "dark" } },
  { name: "right-to-left", title: "Right to left, in Hebrew", query: "dir=rtl&lang=he", options: desktop },
  {
    name: "phone",
    title: "A phone of 360 pixels",
    query: "",
    options: { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true },
  },
  { name: "forced-colors", title: "Forced colours", query: "", options: { ...desktop, forcedColors: "active" } },
  { name: "large-text", title: "Text of 200 %", query: "text=200", options: desktop },
];
