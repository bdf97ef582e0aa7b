#!/bin/bash
# One node: a file tree, mounts and processes of its own, which end with this first one as those of a machine do with it.
# What it was given to keep is in <folder>/var and outlives it, as a disk does.
#   node.sh <root> <programs> <images> <folder> <flag of the kubelet>...
set -eu
root=$1 programs=$2 images=$3 folder=$4
shift 4
top=$folder/top

mount --bind "$root" "$top"
mount --rbind /dev "$top/dev"
mount --rbind /sys "$top/sys"
mount -t proc proc "$top/proc"
mount -t tmpfs tmpfs "$top/run"
mount -t tmpfs tmpfs "$top/tmp"
for each in etc var; do mount --bind "$folder/$each" "$top/$each"; done
mount --bind "$programs" "$top/programs"
mount --bind "$images" "$top/images"

# The kubelet sets these for the whole machine, which is not the test's: it sets files in their place.
for each in vm/overcommit_memory vm/panic_on_oom kernel/panic kernel/panic_on_oops kernel/keys/root_maxkeys \
  kernel/keys/root_maxbytes; do
  copy=$top/run/${each//\//.}
  cat "/proc/sys/$each" >"$copy"
  mount --bind "$copy" "$top/proc/sys/$each"
done

# Not chroot: a process that enters a container would find itself at the mounts' own root, which is the machine's.
cd "$top"
pivot_root . old
umount --lazy /old
export PATH=/usr/sbin:/usr/bin

# What the network namespace, which outlives the node, kept of it; a machine without power forgets it.
nft flush ruleset

start() { "$@" >>"/var/log/$(basename "$1").log" 2>&1 & }
start containerd
until ctr version >/dev/null 2>&1; do sleep 0.1; done
start /programs/kube-proxy --config /etc/kubernetes/kube-proxy.yaml
start /programs/kubelet --config /etc/kubernetes/kubelet.yaml --kubeconfig /etc/kubernetes/kubelet.kubeconfig "$@"
# The node is up as long as all three are.
wait -n || true
tail -n 5 /var/log/{containerd,kubelet,kube-proxy}.log
