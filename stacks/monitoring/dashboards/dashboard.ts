/** Units of Grafana that our figures have. */
type Unit = "short" | "s" | "ms" | "bytes" | "percentunit" | "reqps" | "eps" | "dtdurations";

/** One line or number, or one for each set of labels. */
interface Query {
  readonly expr: string;
  readonly legend: string;
}

/** What a person looks at: its question is its title. */
export interface Panel {
  readonly title: string;
  readonly kind: "timeseries" | "stat";
  readonly unit: Unit;
  readonly queries: readonly Query[];
  /** From here on it is red. */
  readonly red?: number;
}

export interface Dashboard {
  /** Permanent: links lead to it. */
  readonly uid: string;
  readonly title: string;
  /** Whether the reader chooses a shard. */
  readonly perShard: boolean;
  readonly panels: readonly Panel[];
}

type Options = Pick<Panel, "unit" | "red">;

/** A curve over time. */
export const curve = (title: string, options: Options, ...queries: Query[]): Panel => ({
  title,
  kind: "timeseries",
  ...options,
  queries,
});

/** The newest figure, large. */
export const figure = (title: string, options: Options, ...queries: Query[]): Panel => ({
  title,
  kind: "stat",
  ...options,
  queries,
});

/** Restricts series to the shard that the reader chose. */
export const CHOSEN = 'shard=~"$shard"';

/** Two panels a row of Grafana's 24 columns, four where they are numbers. */
const WIDTHS = { timeseries: 12, stat: 6 } as const;
const HEIGHTS = { timeseries: 8, stat: 4 } as const;
const COLUMNS = 24;

const SOURCE = { type: "prometheus", uid: "$datasource" } as const;

/** Places panels from left to right, a new row where one does not fit or another kind begins. */
function placed(panels: readonly Panel[]) {
  let [x, y, height] = [0, 0, 0];
  let kind: Panel["kind"] | undefined;
  return panels.map((panel) => {
    const [w, h] = [WIDTHS[panel.kind], HEIGHTS[panel.kind]];
    if (x + w > COLUMNS || (kind !== undefined && kind !== panel.kind)) [x, y, height] = [0, y + height, 0];
    const gridPos = { x, y, w, h };
    [x, height, kind] = [x + w, Math.max(height, h), panel.kind];
    return { panel, gridPos };
  });
}

function thresholds(red: number | undefined) {
  const steps = [{ color: "green", value: null }, ...(red === undefined ? [] : [{ color: "red", value: red }])];
  return { mode: "absolute", steps };
}

function variables(perShard: boolean) {
  const shard = {
    name: "shard",
    type: "query",
    label: "shard",
    datasource: SOURCE,
    query: 'label_values(tchap:namespace:info{shard!=""}, shard)',
    definition: 'label_values(tchap:namespace:info{shard!=""}, shard)',
    // When the time range changes: a new shard appears by itself.
    refresh: 2,
    sort: 1,
    multi: true,
    includeAll: true,
    current: { text: "All", value: "$__all" },
  };
  return [
    { name: "datasource", type: "datasource", label: "Prometheus", query: "prometheus" },
    ...(perShard ? [shard] : []),
  ];
}

/** Grafana 10's version of the format; newer ones read it. */
const SCHEMA_VERSION = 39;

/** A dashboard as Grafana reads it. */
export function dashboardJson({ uid, title, perShard, panels }: Dashboard): string {
  const json = {
    uid,
    title,
    tags: ["tchap-footprint"],
    schemaVersion: SCHEMA_VERSION,
    editable: false,
    timezone: "browser",
    time: { from: "now-6h", to: "now" },
    refresh: "1m",
    templating: { list: variables(perShard) },
    annotations: { list: [] },
    links: [],
    panels: placed(panels).map(({ panel, gridPos }, index) => ({
      id: index + 1,
      type: panel.kind,
      title: panel.title,
      gridPos,
      datasource: SOURCE,
      fieldConfig: { defaults: { unit: panel.unit, thresholds: thresholds(panel.red) }, overrides: [] },
      options: {},
      targets: panel.queries.map(({ expr, legend }, at) => ({
        refId: String.fromCharCode("A".charCodeAt(0) + at),
        datasource: SOURCE,
        expr,
        legendFormat: legend,
        ...(panel.kind === "stat" ? { instant: true } : {}),
      })),
    })),
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}
