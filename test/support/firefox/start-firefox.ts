import { type Browser, launch } from "puppeteer-core";
import { firefox } from "#support/system/system-programs.ts";

/** Debian's Firefox without a window and with a profile of its own, which goes with it. It is spoken to by WebDriver BiDi. */
export async function startFirefox(): Promise<Browser> {
  return await launch({
    browser: "firefox",
    protocol: "webDriverBiDi",
    executablePath: firefox.path,
    headless: true,
    // A busy machine reads a browser from its disk for a long time.
    timeout: 90_000,
    protocolTimeout: 90_000,
    extraPrefsFirefox: { "intl.accept_languages": "en-GB" },
  });
}
