#!/bin/sh
# Runs a command in a network that leads nowhere: it has one interface, on which every packet can be
# recorded (src/wire.rs), and no host at its other end. The sockets of the machine's own services
# are hidden too, because names could be resolved through them.
# src/alone.rs calls it, inside a network and a mount namespace of its own.
#
#   alone.sh FOLDER COMMAND...     FOLDER receives two small files
set -eu
folder=$1
shift
PATH=$PATH:/usr/sbin:/sbin

ip link set lo up
ip link add out type veth peer name far
ip link set far addrgenmode none arp off up
ip link set out addrgenmode none arp off up
ip addr add 10.9.9.1/24 dev out
ip route add default via 10.9.9.2
# A kernel without IPv6 has no such route.
ip -6 addr add fd09:9::1/64 dev out nodad 2>/dev/null &&
  ip -6 route add default via fd09:9::2 dev out

echo 'nameserver 10.9.9.53' >"$folder/resolv.conf"
echo 'hosts: files dns' >"$folder/nsswitch.conf"
names=$(readlink -f /etc/resolv.conf)
mount -t tmpfs none /run
mkdir -p "$(dirname "$names")"
[ -e "$names" ] || : >"$names"
mount --bind "$folder/resolv.conf" "$names"
[ ! -e /etc/nsswitch.conf ] || mount --bind "$folder/nsswitch.conf" /etc/nsswitch.conf

exec "$@"
