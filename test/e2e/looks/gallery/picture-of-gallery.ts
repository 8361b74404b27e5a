import type { Page } from "@playwright/test";

/** One picture of all chats of the gallery, as WebP. */
export async function pictureOfGallery(page: Page): Promise<Buffer> {
  const figures = await page.locator("#gallery figure").all();
  const shots: string[] = [];
  for (const figure of figures) shots.push((await figure.screenshot()).toString("base64"));
  const picture = await page.evaluate(putTogether, shots);
  return Buffer.from(picture, "base64");
}

/** Puts pictures in rows on one canvas. Runs in the page. */
async function putTogether(shots: string[]): Promise<string> {
  const [columns, gap] = [6, 24];
  const images = await Promise.all(
    shots.map(async (shot) => createImageBitmap(await (await fetch(`data:image/png;base64,${shot}`)).blob())),
  );
  const width = Math.max(...images.map((image) => image.width)) + gap;
  const height = Math.max(...images.map((image) => image.height)) + gap;
  const canvas = new OffscreenCanvas(columns * width + gap, Math.ceil(images.length / columns) * height + gap);
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("The browser draws nothing");
  context.fillStyle = getComputedStyle(document.body).backgroundColor;
  context.fillRect(0, 0, canvas.width, canvas.height);
  for (const [at, image] of images.entries())
    context.drawImage(image, gap + (at % columns) * width, gap + Math.floor(at / columns) * height);
  const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: "image/webp", quality: 0.75 })).arrayBuffer());
  let text = "";
  for (const byte of bytes) text += String.fromCodePoint(byte);
  return btoa(text);
}
