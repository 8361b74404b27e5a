import { ChatContext } from "#react/context.ts";
import type { Extras } from "./extra-parts.ts";
import { Card } from "./Card.tsx";
import { Carousel } from "./Carousel.tsx";
import { DrawnByPage } from "./DrawnByPage.tsx";
import { Feedback } from "./Feedback.tsx";
import { Footnotes } from "./Footnotes.tsx";
import { Form } from "./Form.tsx";
import { List } from "./List.tsx";
import { Location } from "./Location.tsx";
import { Media } from "./Media.tsx";
import { Table } from "./Table.tsx";

/** Imported on demand, so that these parts and their code are a chunk of their own (see `WithExtras`). */
export const extras: Extras = {
  ChatContext,
  Card,
  Carousel,
  DrawnByPage,
  Feedback,
  Footnotes,
  Form,
  List,
  Location,
  Media,
  Table,
};
