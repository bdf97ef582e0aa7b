import { ofKind } from "../../../plan/vocabulary";
import { RESTORES as COMPARED } from "../../../policies/admission/drills";
import { tenantLabels } from "../../../policies/admission/policy";
import { ACKNOWLEDGED, HOLDS_DATA as PROTECTED } from "../../../policies/admission/removal";
import { admission } from "../../../stacks/admission/admission";
import { HOLDS_DATA, RESTORES, TENANT_LABELS } from "../../../stacks/labels";
import { buildPlan, ENVIRONMENTS } from "../../plan/plans";
import { fleetOf } from "../fleets";

test("the release takes from the environment what its policies name, and runs nothing", () => {
  const fleet = fleetOf("dev");
  const { values, needs, accounts } = admission(fleet);
  expect(values).toEqual({
    admission: {
      environment: "dev",
      registry: fleet.registry,
      operatorNamespace: fleet.network.operatorNamespace,
      certificatesNamespace: fleet.network.certificatesNamespace,
    },
  });
  expect([needs, accounts]).toEqual([[], []]);
});

test("namespaces have the labels by which policies select them", async () => {
  expect([Object.keys(HOLDS_DATA), Object.keys(RESTORES)]).toEqual([[PROTECTED], [COMPARED]]);
  for (const environment of ENVIRONMENTS) {
    const { plan } = await buildPlan(environment);
    expect(tenantLabels({ environment })).toEqual({ ...TENANT_LABELS, env: environment });
    const having = (label: string) =>
      ofKind(plan, "Namespace").flatMap(({ object: { metadata } }) =>
        metadata.labels?.[label] === "true" ? [metadata.name] : [],
      );
    const shards = plan.facts.perimeters.flatMap((perimeter) => (perimeter.state === "closed" ? [] : perimeter.shards));
    expect(having(PROTECTED).sort()).toEqual(
      [...shards.map(({ namespace }) => namespace), "tchap-identity-server", "tchap-media-store"].sort(),
    );
    expect(having(COMPARED).sort()).toEqual(shards.map(({ restoreNamespace }) => restoreNamespace).sort());
  }
});

test("no object of a plan acknowledges its own removal", async () => {
  for (const environment of ENVIRONMENTS) {
    const { plan } = await buildPlan(environment);
    for (const { object } of plan.objects) expect(object.metadata.annotations ?? {}).not.toHaveProperty([ACKNOWLEDGED]);
  }
});
