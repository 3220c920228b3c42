// The types that the modules of the console share, for `tsc`: nothing of this is served.
type Schemas = import('tranche-api').components['schemas'];
type User = Schemas['User'];
type Money = Schemas['Money'];
type Order = Schemas['Order'];
type OrderEvent = Schemas['OrderEvent'];
type ProblemBody = Schemas['Problem'];

/** A field of a body, a parameter or a row. */
interface Field {
  name: string;
  kind: 'text' | 'long' | 'password' | 'number' | 'boolean' | 'choice' | 'date' | 'time' | 'id' | 'money' | 'object' | 'list' | 'any';
  required: boolean;
  nullable: boolean;
  /** What the document says about it. */
  hint?: string;
  /** Of a choice. */
  options?: string[];
  /** Of an object or an amount of money. */
  fields?: Field[];
  /** Of a list. */
  item?: Field;
  /** The smallest value. */
  least?: number;
  /** The greatest value, or the greatest length of a text or a list. */
  most?: number;
  /** The collection that an id refers to. */
  ref?: string;
}

interface Operation {
  id: string;
  method: string;
  path: string;
  title: string;
  note?: string;
  /** The least role; none where all callers may. */
  role?: string;
  /** Whether it is for callers without a session alone. */
  anonymous: boolean;
  inPath: Field[];
  inQuery: Field[];
  body?: Field[];
  /** Whether it honours `Idempotency-Key`. */
  takesKey: boolean;
  /** Whether it honours `If-Match`. */
  takesTag: boolean;
  answer?: Field[];
  /** The values of a row with which it makes sense. */
  when?: Record<string, unknown[]>;
  danger: boolean;
}

/** A collection: where it is listed, and what is done with its things. */
interface Resource {
  name: string;
  path: string;
  list: Operation;
  /** The member of the list's answer that has the rows. */
  rows: Field;
  row: Field[];
  /** The field that names a row. */
  label?: string;
  view?: Operation;
  create?: Operation;
  edit?: Operation;
  remove?: Operation;
  /** What else is done with one row. */
  actions: Operation[];
  /** The lists of one row. */
  parts: Operation[];
}

interface Model {
  operations: Operation[];
  resources: Resource[];
}

interface Call {
  path?: Record<string, any>;
  query?: Record<string, any>;
  body?: any;
  /** The tag of the state that is changed. */
  tag?: string;
  /** The key under which it happens once. */
  key?: string;
  /** Not to wait for a server that is away. */
  once?: boolean;
  signal?: AbortSignal;
}

interface Answer {
  status: number;
  data: any;
  tag?: string;
}

type Members = Record<string, any>;
/** By JSON Pointer. */
type Errors = Record<string, string>;

interface FormProps {
  operation: Operation;
  fields: Field[];
  /** What the button says. */
  action?: string;
  /** The thing that is edited: only what differs from it is sent. */
  base?: Members;
  /** Members of the body that are not asked for. */
  fixed?: Members;
  path?: Members;
  query?: Members;
  tag?: string;
  /** The thing as it is now, after a conflict. */
  refetch?: () => Promise<Answer>;
  /** The name under which what was typed is kept. */
  draft?: string;
  done: (answer: Answer, body: Members) => void;
  cancel?: () => void;
  danger?: boolean;
}

interface AuditEvent {
  id: string;
  type: string;
  at: string;
  actorId: string | null;
  subject: { kind: string; id: string };
  requestId: string;
  data: any;
}

/** A module of the folder `pages`, by its default export. */
interface OwnPage {
  /** By language; `en` where there is no other. */
  title: Record<string, string>;
  /** The page is at `#/pages/` and this. */
  route: string;
  /** The operations without which it is not shown. */
  needs?: string[];
  Page: (props: { query: Record<string, string> }) => any;
}

/** What all parts of the page share. */
interface State {
  user?: User | undefined;
  model: Model;
  pages: OwnPage[];
  language: string;
  zone: 'local' | 'utc';
  /** The number of requests that wait for their answers. */
  busy: number;
  /** When the server that can't be reached is tried again. */
  away: number;
  /** What a screen reader announces, and the page shows for a moment. */
  notice: string;
  /** Ends the wait of those whose session has ended. */
  signedIn?: ((user: User | undefined) => void) | undefined;
}

/** A problem that this tab got. */
interface Refusal {
  at: string;
  status: number;
  code: string;
  title: string;
  detail: string;
  requestId: string;
}
