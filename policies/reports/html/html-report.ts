import { createHash } from "node:crypto";
import type { Report } from "../report";
import { changes } from "./changes";
import { type Context, contextOf } from "./context";
import { controlMatrix } from "./controls";
import { destinations } from "./destinations";
import { embeddedData } from "./embedded";
import { filters } from "./filters";
import { findings, undetermined, undeterminedRemarks } from "./findings";
import { homologation } from "./homologation";
import { making } from "./making";
import { html, labelled, Markup, NOTHING, said, t } from "./markup";
import { SCRIPT, STYLE } from "./page.generated";
import { reachability } from "./reachability";
import { rules } from "./rules";
import { type Section, sections } from "./section";
import { topology } from "./topology";
import { verdict } from "./verdict";
import { waivers } from "./waivers";
import { day, figure } from "./words";

const both = (fr: string, en: string) => ({ fr, en });

function parts(context: Context): Section[] {
  const { report } = context;
  const { findings: open, waivers: dated, controls, rules: judged, destinations: outside, since } = report;
  return [
    { id: "verdict", title: both("Verdict", "Verdict"), body: verdict(context) },
    { id: "homologation", title: both("Homologation", "Homologation"), body: homologation(context) },
    {
      id: "ecarts",
      title: both("Écarts ouverts", "Open findings"),
      count: open.length,
      body: findings(context),
      filtered: true,
    },
    {
      id: "indetermines",
      title: both("Indéterminé, et pourquoi", "Undetermined, and why"),
      count: undeterminedRemarks(context).length,
      body: undetermined(context),
      filtered: true,
    },
    {
      id: "derogations",
      title: both("Dérogations", "Waivers"),
      count: dated.length,
      body: waivers(context),
      filtered: true,
    },
    {
      id: "exigences",
      title: both("Matrice des exigences", "Control matrix"),
      count: controls.length,
      body: controlMatrix(context),
      filtered: true,
    },
    { id: "regles", title: both("Règles", "Rules"), count: judged.length, body: rules(context), filtered: true },
    { id: "topologie", title: both("Topologie", "Topology"), body: topology(context) },
    {
      id: "destinations",
      title: both("Destinations", "Destinations"),
      count: outside.length,
      body: destinations(context),
      filtered: true,
    },
    { id: "joignabilite", title: both("Joignabilité", "Reachability"), body: reachability(context), filtered: true },
    {
      id: "changements",
      title: both("Changements", "Changes"),
      ...(since && { count: since.changes.length }),
      body: changes(context),
      filtered: true,
    },
    { id: "methode", title: both("Comment ce rapport est fait", "How this report was made"), body: making(context) },
  ];
}

function contents(all: readonly Section[]): Markup {
  const entries = all.map(({ id, title, count }) => {
    const size = count === undefined ? NOTHING : html` <span class="count">${figure(count)}</span>`;
    return html`<li><a href="#${id}">${said(title)}</a>${size}</li>`;
  });
  return html`<nav${labelled("Sommaire", "Contents")}><h2>${t("Sommaire", "Contents")}</h2><ol>${entries}</ol></nav>
`;
}

/** A source of a policy that lets one inline text through and nothing else. */
const hashOf = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** Nothing is loaded, sent or embedded; the page's own script and style run because they are these very bytes. */
function contentPolicy(): string {
  return [
    "default-src 'none'",
    `script-src ${hashOf(SCRIPT)}`,
    `style-src ${hashOf(STYLE)}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
}

/** `report/index.html`: the whole report as one page that needs nothing else. The same report gives the same bytes. */
export function htmlReport(report: Report): string {
  const context = contextOf(report);
  const all = parts(context);
  const title = both(
    `${report.title} : plan jugé au ${report.date}`,
    `${report.title}: plan judged for ${report.date}`,
  );
  return html`<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Markup(contentPolicy())}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title data-en="${title.en}">${title.fr}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
<a class="skip" href="#verdict">${t("Aller au verdict", "Skip to the verdict")}</a>
<header>
<p class="kind">${t("Rapport de contrôle d'un plan de déploiement", "Control report of a deployment plan")}</p>
<h1 lang="">${report.title}</h1>
<p>${t("Environnement", "Environment")} <b>${report.environment}</b>, ${t("plan jugé au", "plan judged for")} ${day(report.date)}. ${t("Tout ce rapport décrit un déploiement de référence imaginé par ce projet, décisions, approbations, hôtes et effectifs compris : rien n'y est la pratique de Tchap, sauf ce qui cite une source publique.", "All of this report describes a reference deployment that this project imagined, decisions, approvals, hosts and counts included: nothing in it is Tchap's practice but what cites a public source.")}</p>
<p><button type="button" id="language" lang="en" hidden>English</button></p>
</header>
<div class="columns">
<div class="aside">
${contents(all)}${filters(context)}</div>
<main>
${sections(all)}</main>
</div>
<script type="application/octet-stream" id="data">${embeddedData(context)}</script>
<script>${new Markup(SCRIPT)}</script>
</body>
</html>
`.html;
}
