{{- /* One PostgreSQL, live or restored: the database release and the drill take it from here. */ -}}
{{- define "shard-data.cluster" -}}
apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata:
  name: {{ .cluster.name }}
  namespace: {{ .namespace }}
  labels: {{- toYaml .cluster.labels | nindent 4 }}
  annotations:
    helm.sh/resource-policy: keep
spec:
  instances: {{ int64 .cluster.instances }}
  imageName: {{ .cluster.image | quote }}
  imagePullPolicy: IfNotPresent
  enableSuperuserAccess: false
  enablePDB: true
  primaryUpdateStrategy: unsupervised
  primaryUpdateMethod: switchover
  failoverDelay: 0
  primaryLease:
    leaseDurationSeconds: {{ int64 .cluster.lease.durationSeconds }}
    renewDeadlineSeconds: {{ int64 .cluster.lease.renewSeconds }}
    retryPeriodSeconds: {{ int64 .cluster.lease.retrySeconds }}
  probes:
    liveness:
      isolationCheck:
        enabled: true
        connectionTimeout: {{ int64 .cluster.isolation.connectMilliseconds }}
        requestTimeout: {{ int64 .cluster.isolation.requestMilliseconds }}
  smartShutdownTimeout: {{ int64 .cluster.shutdown.smartSeconds }}
  stopDelay: {{ int64 .cluster.shutdown.stopSeconds }}
  switchoverDelay: {{ int64 .cluster.shutdown.switchoverSeconds }}
  startDelay: {{ int64 .cluster.shutdown.startSeconds }}
  priorityClassName: {{ .cluster.priorityClass }}
  inheritedMetadata:
    labels: {{- toYaml .cluster.labels | nindent 6 }}
  bootstrap:
    {{- with .cluster.origin.new }}
    initdb:
      database: {{ $.cluster.database }}
      owner: {{ $.cluster.owner }}
      encoding: UTF8
      localeCollate: C
      localeCType: C
      dataChecksums: true
      postInitApplicationSQL: {{- toYaml .statements | nindent 8 }}
    {{- end }}
    {{- with .cluster.origin.archive }}
    recovery:
      source: backups
      database: {{ $.cluster.database }}
      owner: {{ $.cluster.owner }}
      {{- with .ownerSecret }}
      secret: { name: {{ . }} }
      {{- end }}
      {{- with .at }}
      recoveryTarget:
        targetTime: {{ . | quote }}
      {{- end }}
    {{- end }}
  {{- with .cluster.origin.archive }}
  externalClusters:
    - name: backups
      plugin:
        name: barman-cloud.cloudnative-pg.io
        parameters:
          barmanObjectName: {{ $.cluster.backupStore }}
          serverName: {{ .name }}
  {{- end }}
  {{- with .cluster.archive }}
  plugins:
    - name: barman-cloud.cloudnative-pg.io
      isWALArchiver: true
      parameters:
        barmanObjectName: {{ $.cluster.backupStore }}
        serverName: {{ . }}
  {{- end }}
  {{- with .cluster.authentication }}
  managed:
    roles:
      - name: {{ .role }}
        ensure: present
        login: true
        superuser: false
        createdb: false
        createrole: false
        replication: false
        inherit: true
        passwordSecret: { name: {{ .secretName }} }
  {{- end }}
  postgresql:
    {{- with .cluster.synchronousStandbys }}
    synchronous:
      method: any
      number: {{ int64 . }}
      dataDurability: required
      failoverQuorum: true
    {{- end }}
    pg_hba: {{- toYaml .cluster.access | nindent 6 }}
    parameters: {{- toYaml .cluster.parameters | nindent 6 }}
  replicationSlots:
    highAvailability:
      enabled: true
  affinity:
    enablePodAntiAffinity: true
    podAntiAffinityType: required
    topologyKey: topology.kubernetes.io/zone
    nodeSelector: {{- toYaml .cluster.nodeSelector | nindent 6 }}
  storage:
    size: {{ .cluster.storage.size | quote }}
    storageClass: {{ .cluster.storage.class }}
    resizeInUseVolumes: true
  walStorage:
    size: {{ .cluster.walStorage.size | quote }}
    storageClass: {{ .cluster.walStorage.class }}
    resizeInUseVolumes: true
  resources: {{- toYaml .cluster.resources | nindent 4 }}
  seccompProfile:
    type: RuntimeDefault
{{- end -}}
