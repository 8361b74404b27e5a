import { AxeBuilder } from "@axe-core/playwright";
import { createBot, type SpeechToText, story, type WebOptions } from "@causerie/server";
import config from "#e2e/playwright.config.ts";
import { expect, test } from "#e2e/served-page.ts";

const launch = config.use?.launchOptions;

/** Chromium's own stand-in for a microphone: it beeps. */
test.use({
  launchOptions: {
    ...launch,
    args: [...(launch?.args ?? []), "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"],
  },
});

const uploads: NonNullable<WebOptions["uploads"]> = { accept: ["audio/webm", "audio/mp4", "audio/ogg"] };
const fares = story("fares", { keywords: ["how much"] }).handle((turn) => `5 euros, ${turn.text}`);
const files = story("files", { events: ["attachment"] }).handle((turn) =>
  turn.event.content.type === "attachment"
    ? turn.event.content.attachments.map(({ kind, name, mediaType }) => `Got ${kind} ${name} ${mediaType}`).join()
    : "?",
);
const botWith = (speechToText?: SpeechToText) =>
  createBot({ stories: [fares, files], fallback: () => "Sorry?", ...(speechToText && { speechToText }) });

test("is recorded, paused, gone on with, listened to and sent, and the microphone is off after it", async ({
  page,
  serve,
}) => {
  await page.addInitScript(() => {
    const tracks: MediaStreamTrack[] = [];
    Object.assign(window, { tracks });
    const original = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (constraints) => {
      const stream = await original(constraints);
      tracks.push(...stream.getTracks());
      return stream;
    };
  });
  const states = () =>
    page.evaluate(() =>
      (window as unknown as { tracks: MediaStreamTrack[] }).tracks.map(({ readyState }) => readyState),
    );
  const chat = await serve(botWith(), { features: "voice-notes" }, { uploads });
  const button = page.getByRole("button", { name: "Record a voice note" });
  await expect(button).toBeVisible();
  expect(await states()).toEqual([]);
  await button.click();
  const tray = page.getByRole("group", { name: "Record a voice note" });
  await expect(tray).toContainText("Recording");
  await expect(tray.getByRole("timer")).toHaveText(/0:01 \/ 2:00/);
  await expect(page.getByText("Recording", { exact: true }).last()).toBeAttached();
  const level = () =>
    tray
      .locator(".causerie-voice-meter > span")
      .evaluate((bar) => Number(getComputedStyle(bar).getPropertyValue("--_level")));
  await expect.poll(level).toBeGreaterThan(0.2);
  expect((await new AxeBuilder({ page }).include("causerie-chat").analyze()).violations).toEqual([]);
  await tray.getByRole("button", { name: "Pause" }).click();
  await expect(tray).toContainText("Paused");
  const held = await tray.getByRole("timer").textContent();
  await page.waitForTimeout(1_200);
  expect(await tray.getByRole("timer").textContent()).toBe(held);
  await tray.getByRole("button", { name: "Go on" }).click();
  await expect(tray).toContainText("Recording");
  await tray.getByRole("button", { name: "Stop" }).click();
  await expect(tray).toContainText(/Your voice note: 0:[0-5]\d/);
  expect(await states()).toEqual(["ended"]);
  const player = tray.locator("audio");
  await expect(player).toHaveAttribute("aria-label", "Listen to your voice note");
  await player.evaluate((audio: HTMLAudioElement) => audio.play());
  await expect.poll(() => player.evaluate((audio: HTMLAudioElement) => audio.currentTime)).toBeGreaterThan(0);
  expect((await new AxeBuilder({ page }).include("causerie-chat").analyze()).violations).toEqual([]);
  await tray.getByRole("button", { name: "Send" }).click();
  await expect(tray).toHaveCount(0);
  await expect(chat.said("Got audio voice-note.webm audio/webm")).toBeVisible();
});

test("is heard by the bot like what is typed, where it has a function for that", async ({ page, serve }) => {
  const chat = await serve(
    botWith(({ bytes, mediaType }) => (bytes.length > 1_000 ? `how much, ${mediaType}` : undefined)),
    { features: "voice-notes" },
    { uploads },
  );
  await page.getByRole("button", { name: "Record a voice note" }).click();
  const tray = page.getByRole("group", { name: "Record a voice note" });
  await expect(tray.getByRole("timer")).toHaveText(/0:01/);
  await tray.getByRole("button", { name: "Stop" }).click();
  await tray.getByRole("button", { name: "Send" }).click();
  await expect(chat.said("5 euros, how much, audio/webm")).toBeVisible();
});

test("ends by itself at its longest, and with Escape, and nothing of it is lost; only Discard throws it away", async ({
  page,
  serve,
}) => {
  const chat = await serve(botWith(), { features: "voice-notes", "voice-note-seconds": "5" }, { uploads });
  const button = page.getByRole("button", { name: "Record a voice note" });
  await button.click();
  const tray = page.getByRole("group", { name: "Record a voice note" });
  await expect(tray).toContainText("It is as long as it can be. Your voice note: 0:05");
  await tray.getByRole("button", { name: "Record again" }).click();
  await expect(tray.getByRole("timer")).toHaveText(/0:01 \/ 0:05/);
  await page.keyboard.press("Escape");
  await expect(tray).toContainText(/Your voice note: 0:0[1-4]/);
  await expect(tray.getByRole("button", { name: "Send" })).toBeFocused();
  await tray.getByRole("button", { name: "Discard" }).click();
  await expect(tray).toHaveCount(0);
  await expect(chat.input).toBeFocused();
});

test("a chat that is closed does not record, and what was recorded is there when it is opened again", async ({
  page,
  serve,
}) => {
  await serve(botWith(), { features: "voice-notes" }, { uploads });
  await page.getByRole("button", { name: "Record a voice note" }).click();
  const tray = page.getByRole("group", { name: "Record a voice note" });
  await expect(tray.getByRole("timer")).toHaveText(/0:01/);
  await page.getByRole("button", { name: "Close chat" }).click();
  await expect(tray).toHaveCount(0);
  await page.getByRole("button", { name: /^Chat/ }).click();
  await expect(tray).toContainText(/Your voice note: 0:[0-5]\d/);
});

test("a refusal is said in words, in the visitor's language", async ({ page, serve }) => {
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("no", "NotAllowedError"));
  });
  await serve(botWith(), { features: "voice-notes", locale: "es" }, { uploads });
  await page.getByRole("button", { name: "Grabar una nota de voz" }).click();
  const tray = page.getByRole("group", { name: "Grabar una nota de voz" });
  await expect(tray).toContainText("Su navegador no da el micrófono a esta página.");
  await tray.getByRole("button", { name: "Cerrar" }).click();
  await expect(tray).toHaveCount(0);
});

test("a browser that cannot record has no button for it", async ({ page, serve }) => {
  await page.addInitScript(() => void Reflect.deleteProperty(window, "MediaRecorder"));
  await serve(botWith(), { features: "voice-notes location" }, { uploads });
  await expect(page.getByRole("button", { name: "Share your location" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Record a voice note" })).toHaveCount(0);
});
