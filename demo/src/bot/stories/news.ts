import { text } from "@causerie/server";
import { hello, news, tale } from "#bot/contracts.ts";
import { words } from "#bot/words.ts";

/** A link to a page of the site: the server says what it is, and the chat shows that under the text. */
export const newsStory = (publicUrl: string) =>
  news.handle((turn) => {
    const t = words(turn);
    return text(t("news", { url: `${publicUrl}/script-tag` }), {
      quickReplies: [
        { label: t("label.tale"), to: tale.link() },
        { label: t("label.menu"), to: hello.link() },
      ],
    });
  });
