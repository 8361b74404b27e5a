import { image } from "@causerie/server";
import { departures, hello, photo, tale } from "./contracts.ts";
import { wordsOf } from "./words.ts";

export const photoStory = (pictureUrl: (name: string) => string) =>
  photo.handle((turn) => {
    const words = wordsOf(turn.locale);
    return image(pictureUrl("viaduct"), {
      alt: words.photo.alt,
      caption: words.photo.caption,
      quickReplies: [
        { label: words.labels.tale, to: tale.link() },
        { label: words.labels.departures, to: departures.link({ to: "brecy" }) },
        { label: words.labels.menu, to: hello.link() },
      ],
    });
  });
