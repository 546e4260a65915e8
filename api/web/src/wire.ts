/** What crosses the wire: AG-UI 1.0 events as the server sends them, the frames we send, and Rafilm's own payloads. */

export interface TitleCard {
  titleId: string;
  title: string;
  year: number | null;
  mediaType: string;
  posterUrl: string | null;
  genres: string[];
  runtime: number | null;
  voteAverage: number | null;
  overview: string;
  reason: string | null;
  evidence: string[];
  onWatchlist: boolean;
  watched: boolean;
  myRating: number | null;
}

export interface Titles {
  heading: string;
  items: TitleCard[];
}

export interface Change {
  changeId: string;
  summary: string;
  kind: string;
  titleIds: string[];
  undoable: boolean;
}

export interface Interrupt {
  id: string;
  reason: string;
  message?: string;
  toolCallId?: string;
  expiresAt?: string;
}

export type Outcome = { type: "success" } | { type: "cancelled" } | { type: "interrupt"; interrupts: Interrupt[] };

export type Activity = { messageId: string } & (
  | { activityType: "TITLES"; content: Titles }
  | { activityType: "CHANGE"; content: Change }
);

type Body =
  | { type: "RUN_STARTED"; threadId: string; runId: string }
  | { type: "TEXT_MESSAGE_START"; messageId: string }
  | { type: "TEXT_MESSAGE_CONTENT"; messageId: string; delta: string }
  | { type: "TEXT_MESSAGE_END"; messageId: string }
  | { type: "TOOL_CALL_START"; toolCallId: string; toolCallName: string }
  | { type: "TOOL_CALL_ARGS" | "TOOL_CALL_END" | "TOOL_CALL_RESULT"; toolCallId: string }
  | ({ type: "ACTIVITY_SNAPSHOT" } & Activity)
  | { type: "RUN_FINISHED"; outcome?: Outcome }
  | { type: "RUN_ERROR"; message: string; code?: string };

export type RunEvent = Body & { metadata: { seq: number; runId: string } };

export interface FrameError {
  type: "CUSTOM";
  name: "rafilm.frame_error";
  value: { code: string; message: string };
}

export type ServerFrame = RunEvent | FrameError;

export interface Resume {
  interruptId: string;
  status: "resolved";
  payload: { approved: boolean };
}

export interface RunInput {
  threadId: string;
  runId: string;
  messages: { id: string; role: "user"; content: string }[];
  tools: [];
  context: [];
  state: Record<string, never>;
  forwardedProps: { timezone: string; locale: string };
  resume?: Resume[];
}

export type ClientFrame =
  | { type: "RUN"; input: RunInput }
  | { type: "ATTACH"; threadId: string; runId: string; afterSeq: number }
  | { type: "CANCEL"; threadId: string; runId: string };

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

export interface TitleRef {
  titleId: string;
  title: string;
  year: number | null;
}

export interface DiaryEntry extends TitleRef {
  entryId: string;
  watchedOn: string;
  rating: number | null;
  review: string | null;
  containsSpoilers: boolean;
  rewatch: boolean;
}

export interface Rating extends TitleRef {
  rating: number;
}

export interface JournalChange extends Change {
  undone: boolean;
}

export interface HistoryMessage {
  id: string;
  role: "user" | "assistant";
  content: string;
  runId: string | null;
  activities?: Activity[];
}

/** Oldest first; the first page is the latest messages, `nextCursor` leads to earlier ones. */
export interface HistoryPage extends Page<HistoryMessage> {
  /** The questions that wait for a yes. */
  interrupts?: Interrupt[];
}
