// What the components of the console are given, for `tsc`: nothing of this is served.

/** The address of a page, decoded. */
interface Address {
  path: string;
  parts: string[];
  query: Record<string, string>;
}

/** The rows of a list, as far as they are loaded. */
interface LoadedRows {
  rows: any[];
  problem?: any;
  isLoading: boolean;
  hasMore: boolean;
  more: () => Promise<void>;
  reload: () => Promise<void>;
}

interface NavigationProps {
  path: string;
}

interface GuardedProps {
  address: Address;
}

interface ListPageProps {
  of: Resource;
  query: Record<string, string>;
  title?: string;
  intro?: any;
}

interface RowTableProps {
  of: Resource;
  list: LoadedRows;
  query: Record<string, string>;
  name: string;
  create?: () => void;
  columns?: Field[];
}

interface LoadedProps {
  list: LoadedRows;
  empty: any;
  children?: any;
}

interface SorterProps {
  of: Resource;
  field: Field;
  query: Record<string, string>;
}

interface FiltersProps {
  of: Resource;
  query: Record<string, string>;
  home?: string;
}

interface FilterProps {
  field: Field;
  value: string;
  set: (value: string) => void;
}

interface ThingPageProps {
  of: Resource;
  id: string;
}

interface MissingProps {
  thing: { problem?: any, reload: () => void };
  back: any;
  title: string;
}

interface PartProps {
  operation: Operation;
  id: string;
}

interface ActionProps {
  of: Resource;
  row: any;
  operation: Operation;
  tag?: string;
  text: string;
  close: () => void;
  done: (isGone: boolean) => void;
  refetch?: () => Promise<any>;
}

interface ActionsProps {
  of: Resource;
  row: any;
  operations: Operation[];
  tag?: string;
  changed: () => void;
  refetch?: () => Promise<any>;
}

interface ControlProps {
  field: Field;
  input: any;
  set: (value: any) => void;
  id: string;
  pointer: string;
  errors: Errors;
}

interface InputProps {
  field: Field;
  input: any;
  set: (value: any) => void;
  shared: any;
}

interface SelectProps {
  shared?: any;
  input: string;
  set: (value: string) => void;
  options?: string[];
  none?: boolean | string;
  names?: Record<string, string>;
}

interface ReferenceProps {
  field: Field;
  input: string;
  set: (value: string) => void;
  shared: any;
  atEnd?: boolean;
}

interface ListProps {
  field: Field;
  input: any[];
  set: (value: any[]) => void;
  id: string;
  pointer: string;
  errors: Errors;
}

interface OperationPageProps {
  id: string;
}

interface RunnerProps {
  of: Operation;
  done: (answer: any) => void;
}

interface OrderPageProps {
  of: Resource;
  id: string;
}

interface StepsProps {
  order: Order;
}

interface HistoryProps {
  id: string;
}

interface TimeProps {
  at: string;
}

interface BadgeProps {
  value: string;
}

interface RefProps {
  to?: string;
  id?: string | null;
  text?: string;
}

interface ValueProps {
  field: Field;
  value: any;
  brief?: boolean;
}

interface FacetsProps {
  fields: Field[];
  of: any;
}

interface RowsProps {
  fields?: Field[];
  rows: any[];
  name: string;
}

interface ProblemBoxProps {
  problem?: any;
  retry?: () => void;
  text?: string;
}

interface EmptyProps {
  title: string;
  text?: string;
  children?: any;
}

interface PageProps {
  title: string;
  kicker?: any;
  actions?: any;
  children?: any;
}

interface DialogProps {
  title: string;
  close: () => void;
  danger?: boolean;
  children?: any;
}

interface TableProps {
  label: string;
  columns: { key: string, title: any, kind?: string, sorted?: string }[];
  children?: any;
}

interface ConfirmProps {
  title: string;
  text?: string;
  yes: string;
  no?: string;
  act: () => Promise<void>;
  close: () => void;
  danger?: boolean;
}

interface LogInFormProps {
  username?: string;
}

interface SessionsProps {
  of: Resource;
}

interface CountProps {
  of: Operation;
  title: string;
  query: Record<string, string>;
  to: string;
}

interface RecentProps {
  of: Resource;
}

interface EventTableProps {
  events: AuditEvent[];
}

interface DataProps {
  of: any;
}

interface AuditPageProps {
  of: Resource;
  query: Record<string, string>;
}

interface DeadLettersPageProps {
  of: Resource;
}

interface RequestPageProps {
  id?: string;
}

interface RequestProps {
  id: string;
}
