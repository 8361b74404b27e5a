import type { Address } from "#channel/address.ts";
import { fileRules } from "#connectors/apple-messages/file-hosts.ts";
import { canShow } from "#connectors/apple-messages/incoming/where.ts";
import { limits } from "#connectors/apple-messages/limits.ts";
import type { AppleMessage, ApplePayload, InteractiveData } from "#connectors/apple-messages/message.ts";
import { fetchPicture, type Picture } from "./fetch-picture.ts";

export type SettleParts = { readonly apiUrl: string; readonly count: (kind: string) => void };

/** The message for this person's device, with its pictures. What the device or the picture makes impossible is said in words. */
export async function settle(
  payload: ApplePayload,
  address: Address,
  { apiUrl, count }: SettleParts,
  signal: AbortSignal,
): Promise<AppleMessage> {
  const { message, needs, instead = "", pictures = {} } = payload;
  if (needs !== undefined && !canShow(address, needs)) {
    count("said_in_words");
    return { type: "text", body: instead };
  }
  const most = message.type === "richLink" ? limits.picture : limits.rowPicture;
  const { trustedHost } = fileRules(apiUrl);
  const fetched = new Map<string, Picture>();
  // At most ten, of a list.
  const fetching = Object.entries(pictures).map(async ([identifier, url]): Promise<void> => {
    const picture = await fetchPicture(url, most, { trustedHost, signal });
    if (picture === undefined) count("picture_missing");
    else fetched.set(identifier, picture);
  });
  await Promise.all(fetching);
  switch (message.type) {
    case "text":
      return message;
    case "richLink":
      return withImage(message, pictures, fetched.get("link"), instead);
    case "interactive":
      return { ...message, interactiveData: withImages(message.interactiveData, pictures, fetched) };
  }
}

/** Apple takes no link of its kind without a picture. */
function withImage(
  message: Extract<AppleMessage, { type: "richLink" }>,
  pictures: Readonly<Record<string, string>>,
  image: Picture | undefined,
  instead: string,
): AppleMessage {
  if (Object.keys(pictures).length === 0) return message;
  if (image === undefined) return { type: "text", body: instead };
  const { richLinkData } = message;
  return { ...message, richLinkData: { ...richLinkData, assets: { ...richLinkData.assets, image } } };
}

/** A row whose picture has not come stands without one. */
function withImages(
  given: InteractiveData,
  pictures: Readonly<Record<string, string>>,
  fetched: ReadonlyMap<string, Picture>,
): InteractiveData {
  const { listPicker, ...data } = given.data;
  if (listPicker === undefined || Object.keys(pictures).length === 0) return given;
  const sections = listPicker.sections.map((section) => ({
    ...section,
    items: section.items.map((item) => {
      const { imageIdentifier, ...rest } = item;
      return imageIdentifier === undefined || fetched.has(imageIdentifier) ? item : rest;
    }),
  }));
  const images = Object.keys(pictures).flatMap((identifier) => {
    const picture = fetched.get(identifier);
    return picture === undefined ? [] : [{ identifier, ...picture }];
  });
  return { ...given, data: { ...data, ...(images.length === 0 ? {} : { images }), listPicker: { sections } } };
}
