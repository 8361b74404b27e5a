import * as v from "valibot";
import { webUrlOf } from "#channel/kit/web-url.ts";
import { limits } from "#connectors/messenger/limits.ts";

/**
 * The messages of Meta's Send API. The schemas refuse what Meta refuses for the message's own form. Unknown fields are
 * allowed, because Meta adds fields now and then.
 * @module
 */

const notBlank = v.check((text: string) => text.trim() !== "", "must not be blank");
const words = v.pipe(v.string(), notBlank);
const wordsUpTo = (max: number) => v.pipe(words, v.maxLength(max, `must have at most ${max} characters`));
const listUpTo = <Item extends v.GenericSchema>(item: Item, max: number) =>
  v.pipe(v.array(item), v.minLength(1, "must not be empty"), v.maxLength(max, `must have at most ${max} entries`));
const webUrl = v.pipe(
  v.string(),
  v.check((url) => webUrlOf(url) === url, "must be an absolute http or https address, without blanks"),
);
const secureUrl = v.pipe(
  webUrl,
  v.check((url) => /^https:/i.test(url), "must be an https address"),
);

const webview = {
  webview_height_ratio: v.exactOptional(v.picklist(["compact", "tall", "full"])),
  messenger_extensions: v.exactOptional(v.boolean()),
  fallback_url: v.exactOptional(webUrl),
  webview_share_button: v.exactOptional(v.picklist(["hide"])),
};
/** A page with `messenger_extensions` gets the person's identity, so Meta demands https. */
const hasSecureUrl = <Action extends { url: string; messenger_extensions?: boolean }>() =>
  v.check<Action, string>(
    (action) => action.messenger_extensions !== true || /^https:/i.test(action.url),
    "must have an https url with messenger_extensions",
  );

const buttonTitle = wordsUpTo(limits.button.title);
const buttonPayload = wordsUpTo(limits.button.payload);
const phoneNumber = v.pipe(
  buttonPayload,
  v.check((text) => /^\+\d{5,15}$/.test(text.replaceAll(/[ ().-]/g, "")), "must be +<country><number>"),
);

const webUrlButton = v.object({ type: v.literal("web_url"), title: buttonTitle, url: webUrl, ...webview });
const button = v.variant("type", [
  v.pipe(webUrlButton, hasSecureUrl()),
  v.object({ type: v.literal("postback"), title: buttonTitle, payload: buttonPayload }),
  v.object({ type: v.literal("phone_number"), title: buttonTitle, payload: phoneNumber }),
  v.object({ type: v.literal("account_link"), url: secureUrl }),
  v.object({ type: v.literal("account_unlink") }),
]);
export type SendButton = v.InferOutput<typeof button>;

const quickReply = v.variant("content_type", [
  v.object({
    content_type: v.literal("text"),
    title: wordsUpTo(limits.quickReplies.title),
    payload: wordsUpTo(limits.quickReplies.payload),
    image_url: v.exactOptional(webUrl),
  }),
  v.object({ content_type: v.literal("user_phone_number") }),
  v.object({ content_type: v.literal("user_email") }),
]);
/** A choice under a message of Meta's; an e-mail address and a number are offered from the person's account. */
export type SendQuickReply = v.InferOutput<typeof quickReply>;

const card = v.pipe(
  v.object({
    title: wordsUpTo(limits.genericTemplate.title),
    subtitle: v.exactOptional(wordsUpTo(limits.genericTemplate.subtitle)),
    image_url: v.exactOptional(webUrl),
    default_action: v.exactOptional(
      v.pipe(v.object({ type: v.literal("web_url"), url: webUrl, ...webview }), hasSecureUrl()),
    ),
    buttons: v.exactOptional(listUpTo(button, limits.genericTemplate.buttons)),
  }),
  v.check(
    ({ subtitle, image_url, default_action, buttons }) =>
      subtitle !== undefined || image_url !== undefined || default_action !== undefined || buttons !== undefined,
    "must have more than a title",
  ),
);
export type SendCard = v.InferOutput<typeof card>;

/**
 * Where a file is: at an address, at Meta already, or in the server's own store of files. The last one is uploaded before the
 * message goes out.
 */
const fileSources = {
  url: { url: webUrl, attachment_id: v.exactOptional(v.never()), blob: v.exactOptional(v.never()) },
  id: { attachment_id: words, url: v.exactOptional(v.never()), blob: v.exactOptional(v.never()) },
  blob: { blob: words, url: v.exactOptional(v.never()), attachment_id: v.exactOptional(v.never()) },
};

/** Meta takes an attachment id or an address of Facebook's here. Anything else is uploaded first. */
const mediaElement = {
  media_type: v.picklist(["image", "video"]),
  buttons: v.exactOptional(listUpTo(button, limits.mediaTemplate.buttons)),
};

const gridImage = v.object({ url: webUrl, is_hero_image: v.exactOptional(v.boolean()) });
const gridImages = v.pipe(
  v.array(gridImage),
  v.minLength(limits.imageGrid.minImages, `must have at least ${limits.imageGrid.minImages} entries`),
  v.maxLength(limits.imageGrid.maxImages, `must have at most ${limits.imageGrid.maxImages} entries`),
  v.check((images) => images.filter((image) => image.is_hero_image === true).length <= 1, "must have at most one hero"),
);

const feedbackQuestion = v.object({
  id: v.pipe(words, v.regex(/^[A-Za-z0-9_]+$/, "must have letters, digits and _ only")),
  type: v.picklist(["csat", "nps", "ces"]),
  title: v.exactOptional(
    v.pipe(
      words,
      v.minLength(limits.feedback.question.min, `must have at least ${limits.feedback.question.min} characters`),
      v.maxLength(limits.feedback.question.max, `must have at most ${limits.feedback.question.max} characters`),
    ),
  ),
  score_label: v.exactOptional(words),
  score_option: v.exactOptional(words),
  /** The person may add words of their own; they come as `comment`. */
  follow_up: v.exactOptional(
    v.object({ type: v.literal("free_form"), placeholder: v.exactOptional(wordsUpTo(limits.feedback.placeholder)) }),
  ),
});

const template = v.variant("template_type", [
  v.object({
    template_type: v.literal("button"),
    text: wordsUpTo(limits.buttonTemplate.text),
    buttons: listUpTo(button, limits.buttonTemplate.buttons),
  }),
  v.object({ template_type: v.literal("generic"), elements: listUpTo(card, limits.genericTemplate.elements) }),
  v.object({
    template_type: v.literal("media"),
    elements: listUpTo(
      v.union([
        v.object({ ...mediaElement, ...fileSources.id }),
        v.object({ ...mediaElement, ...fileSources.url }),
        v.object({ ...mediaElement, ...fileSources.blob }),
      ]),
      limits.mediaTemplate.elements,
    ),
  }),
  v.object({
    template_type: v.literal("image_grid"),
    elements: listUpTo(
      v.object({
        title: v.exactOptional(wordsUpTo(limits.imageGrid.title)),
        subtitle: v.exactOptional(wordsUpTo(limits.imageGrid.subtitle)),
        images: gridImages,
        buttons: v.exactOptional(
          listUpTo(
            v.pipe(
              button,
              v.check(({ type }) => type === "web_url" || type === "postback", "must be web_url or postback"),
            ),
            limits.imageGrid.buttons,
          ),
        ),
      }),
      1,
    ),
  }),
  v.object({
    template_type: v.literal("coupon"),
    title: wordsUpTo(limits.coupon.title),
    subtitle: v.exactOptional(wordsUpTo(limits.coupon.subtitle)),
    coupon_code: v.exactOptional(
      v.pipe(
        words,
        v.check((code) => !/\s|:\/\//.test(code), "must have neither spaces nor addresses"),
      ),
    ),
    coupon_url: v.exactOptional(webUrl),
  }),
  v.object({
    template_type: v.literal("receipt"),
    recipient_name: words,
    order_number: words,
    currency: words,
    payment_method: words,
    summary: v.object({ total_cost: v.number() }),
    elements: v.exactOptional(listUpTo(v.object({ title: words, price: v.number() }), limits.receipt.elements)),
  }),
  v.object({
    template_type: v.literal("one_time_notif_req"),
    title: wordsUpTo(limits.notificationRequest.title),
    payload: buttonPayload,
  }),
  v.object({
    template_type: v.literal("notification_messages"),
    title: wordsUpTo(limits.notificationRequest.title),
    payload: buttonPayload,
    image_url: v.exactOptional(webUrl),
    notification_messages_cta_text: v.exactOptional(v.picklist(["ALLOW", "GET", "GET_UPDATES", "OPT_IN", "SIGN_UP"])),
  }),
  v.object({
    template_type: v.literal("customer_feedback"),
    title: wordsUpTo(limits.feedback.title),
    subtitle: v.exactOptional(wordsUpTo(limits.feedback.subtitle)),
    button_title: v.exactOptional(wordsUpTo(limits.feedback.button)),
    feedback_screens: listUpTo(v.object({ questions: listUpTo(feedbackQuestion, 1) }), 1),
    business_privacy: v.object({ url: webUrl }),
    expires_in_days: v.exactOptional(v.pipe(v.number(), v.minValue(1), v.maxValue(7))),
  }),
]);

/** A template of Meta's. Its limits are those of Meta's documentation. */
export type SendTemplate = v.InferOutput<typeof template>;

const mediaSource = v.union([
  v.object({ ...fileSources.url, is_reusable: v.exactOptional(v.boolean()) }),
  v.object(fileSources.id),
  v.object(fileSources.blob),
]);
const attachment = v.variant("type", [
  v.object({ type: v.picklist(["image", "video", "audio", "file"]), payload: mediaSource }),
  v.object({ type: v.literal("template"), payload: template }),
]);

const modifiers = {
  quick_replies: v.exactOptional(listUpTo(quickReply, limits.quickReplies.count)),
  metadata: v.exactOptional(wordsUpTo(limits.metadata)),
};
export const sendMessageSchema = v.union([
  v.object({ text: wordsUpTo(limits.text), attachment: v.exactOptional(v.never()), ...modifiers }),
  v.object({ attachment, text: v.exactOptional(v.never()), ...modifiers }),
]);
/** One message of the Send API: a text or an attachment. Either may have quick replies. */
export type SendMessage = v.InferOutput<typeof sendMessageSchema>;
