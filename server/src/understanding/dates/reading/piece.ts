import type { DayPart, Granularity, HalfOfDay } from "#understanding/dates/value/date-value.ts";
import type { OpenDay } from "#understanding/dates/value/open-day.ts";

/** The meaning of a few words. Several pieces together make a date. */
export type Piece =
  /**
   * `until`: the last day of "du 3 au 7 juin". `doubtful`: "may" and "sat" alone may be something else. `bare`: "the 3rd" is a day
   * only where its phrase ends. `naming`: in which way it is named, for "tomorrow, Friday" names one day in two ways.
   */
  | {
      type: "day";
      day: OpenDay;
      granularity: Granularity;
      until?: OpenDay;
      doubtful?: boolean;
      bare?: boolean;
      naming?: "weekday" | "date" | "distance";
    }
  /**
   * `nextDay`: midnight belongs to the evening before it. `bare`: nothing but its place says that it is a time: "at 7", the 8
   * in "8-10 pm", and "2 heures", which may be a length of time. `half`: "pm" was said.
   */
  | {
      type: "clock";
      hour: number;
      minute: number;
      granularity: "hour" | "minute";
      nextDay: boolean;
      bare?: "at" | "beside" | "range";
      half?: HalfOfDay;
      /** Minutes that the named time zone is ahead of UTC. */
      offset?: number;
    }
  /** `distance`: days from today, as in "ce soir", which needs no day. Undefined for "le soir", which needs one. */
  | { type: "part"; part: DayPart; distance: number | undefined }
  /** So many hours or minutes from now. */
  | { type: "instant"; date: string; time: string };

export type DayPiece = Extract<Piece, { type: "day" }>;
export type ClockPiece = Extract<Piece, { type: "clock" }>;
export type PartPiece = Extract<Piece, { type: "part" }>;
