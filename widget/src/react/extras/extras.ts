import { ChatContext } from "#react/context.ts";
import { Carousel } from "./Carousel.tsx";
import { DrawnByPage } from "./DrawnByPage.tsx";
import { Feedback } from "./Feedback.tsx";
import { Footnotes } from "./Footnotes.tsx";
import { Form } from "./Form.tsx";
import { List } from "./List.tsx";
import { Location } from "./Location.tsx";
import { Table } from "./Table.tsx";

/** What most conversations do without: fetched when the first of it is shown (see `WithExtras`). */
export const extras = { ChatContext, Carousel, DrawnByPage, Feedback, Footnotes, Form, List, Location, Table };
