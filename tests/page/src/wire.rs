//! Records every packet that leaves the network namespace of this process, no matter which process
//! sent it, and describes it in words.

use rustix::net::{AddressFamily, Protocol, RecvFlags, SocketType, recv, socket};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::num::NonZeroU32;
use std::os::fd::OwnedFd;
use std::sync::{Arc, Mutex, PoisonError};

/// Packets of every kind: `ETH_P_ALL` in network byte order.
const EVERY_KIND: u32 = 0x0003_u16.to_be() as u32;

/// The recording, from its start until the process ends.
pub struct Wire {
    heard: Arc<Mutex<Heard>>,
}

#[derive(Default)]
struct Heard {
    /// All packets that leave the machine, with repetitions.
    packets: Vec<String>,
    /// How many frames were seen, with those of the kernel itself.
    frames: u64,
}

impl Wire {
    /// Begins to record.
    ///
    /// # Panics
    /// Outside a namespace in which this process is root.
    pub fn listen() -> Self {
        let kind = NonZeroU32::new(EVERY_KIND).map(Protocol::from_raw);
        let ear = socket(AddressFamily::PACKET, SocketType::RAW, kind)
            .expect("root in its own namespace may listen");
        let heard = Arc::new(Mutex::new(Heard::default()));
        let into = Arc::clone(&heard);
        std::thread::spawn(move || hear(&ear, &into));
        Self { heard }
    }

    /// Each packet that left or tried to leave, in words, in order and without repetitions:
    /// `name fetch.leak.test`, `TCP 10.1.2.3:80`.
    ///
    /// # Panics
    /// When packets left that were not recorded.
    pub fn heard(&self) -> Vec<String> {
        // The counter is read first, so that a packet between the two readings is recorded but not
        // counted, which is no error.
        let sent =
            sent(&std::fs::read_to_string("/proc/self/net/dev").expect("Linux counts packets"));
        let heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        assert!(heard.frames >= sent, "{sent} packets left, {} were heard", heard.frames);
        let mut packets = heard.packets.clone();
        packets.sort();
        packets.dedup();
        packets
    }
}

fn hear(ear: &OwnedFd, into: &Mutex<Heard>) {
    let mut frame = vec![0_u8; 65_536];
    loop {
        let Ok((_, length)) = recv(ear, frame.as_mut_slice(), RecvFlags::empty()) else { continue };
        let frame = &frame[..length.min(frame.len())];
        if stays_inside(frame) {
            continue;
        }
        let mut heard = into.lock().unwrap_or_else(PoisonError::into_inner);
        heard.frames += 1;
        heard.packets.extend(packet(frame));
    }
}

/// How many packets all interfaces except the loopback have sent; `table` is the text of
/// `/proc/net/dev`.
fn sent(table: &str) -> u64 {
    let counts = table
        .lines()
        .filter_map(|line| line.split_once(':'))
        .filter(|(name, _)| name.trim() != "lo");
    // The columns are eight for received data, then the bytes and packets sent.
    counts.filter_map(|(_, numbers)| numbers.split_whitespace().nth(9)?.parse::<u64>().ok()).sum()
}

/// Whether the frame stays on the loopback, the only interface without a hardware address.
fn stays_inside(frame: &[u8]) -> bool {
    frame.get(6..12) == Some(&[0; 6])
}

/// The frame in words; `None` for traffic of the kernel itself.
fn packet(frame: &[u8]) -> Option<String> {
    match (frame.get(12..14), frame.get(14..).unwrap_or_default()) {
        (Some([0x08, 0x00]), packet) if packet.len() >= 20 => {
            let to = Ipv4Addr::new(packet[16], packet[17], packet[18], packet[19]);
            transport(
                packet[9],
                to.into(),
                packet.get(usize::from(packet[0] & 15) * 4..).unwrap_or_default(),
            )
        }
        (Some([0x86, 0xdd]), packet) if packet.len() >= 40 => {
            let to: [u8; 16] = packet[24..40].try_into().ok()?;
            let (mut protocol, mut rest) = (packet[6], &packet[40..]);
            // Hop-by-hop options come before the header that matters.
            if let (0, [next, length, ..]) = (protocol, rest) {
                (protocol, rest) =
                    (*next, rest.get((usize::from(*length) + 1) * 8..).unwrap_or_default());
            }
            transport(protocol, Ipv6Addr::from(to).into(), rest)
        }
        (kind, _) => Some(format!("frame of kind {:02x?}", kind.unwrap_or_default())),
    }
}

fn transport(protocol: u8, to: IpAddr, body: &[u8]) -> Option<String> {
    const TCP: u8 = 6;
    const UDP: u8 = 17;
    const ICMP6: u8 = 58;
    let port = body.get(2..4).map_or(0, |port| u16::from_be_bytes([port[0], port[1]]));
    match protocol {
        UDP if port == 53 => Some(
            name(body.get(8..).unwrap_or_default())
                .map_or_else(|| format!("UDP {to}:53"), |name| format!("name {name}")),
        ),
        UDP => Some(format!("UDP {to}:{port}")),
        TCP => Some(format!("TCP {to}:{port}")),
        // The kernel sends these by itself as soon as it has an address: neighbour, router and
        // group messages.
        ICMP6 if matches!(body.first(), Some(130..=137 | 143)) => None,
        _ => Some(format!("protocol {protocol} to {to}")),
    }
}

/// The host name that a DNS query asks for.
fn name(query: &[u8]) -> Option<String> {
    let mut rest = query.get(12..)?;
    let mut labels = Vec::new();
    while let [length @ 1..=63, after @ ..] = rest {
        let length = usize::from(*length);
        labels.push(String::from_utf8_lossy(after.get(..length)?).to_lowercase());
        rest = &after[length..];
    }
    (!labels.is_empty()).then(|| labels.join("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(kind: [u8; 2], packet: &[u8]) -> Vec<u8> {
        [&[2; 12], kind.as_slice(), packet].concat()
    }

    fn v4(protocol: u8, body: &[u8]) -> Vec<u8> {
        let mut header = [0; 20];
        (header[0], header[9]) = (0x45, protocol);
        header[16..].copy_from_slice(&[10, 1, 2, 3]);
        frame([0x08, 0x00], &[&header, body].concat())
    }

    #[test]
    fn packets_are_told_by_name_or_address() {
        let query = [
            &[0, 0, 0, 53, 0, 0, 0, 0],
            [0; 12].as_slice(),
            b"\x05Fetch\x04leak\x04test\0\0\x01\0\x01",
        ]
        .concat();
        assert_eq!(packet(&v4(17, &query)).as_deref(), Some("name fetch.leak.test"));
        assert_eq!(packet(&v4(17, &[0, 0, 0x0d, 0x96])).as_deref(), Some("UDP 10.1.2.3:3478"));
        assert_eq!(packet(&v4(6, &[0, 0, 0, 80])).as_deref(), Some("TCP 10.1.2.3:80"));
        assert_eq!(packet(&v4(2, &[])).as_deref(), Some("protocol 2 to 10.1.2.3"));
        assert_eq!(packet(&frame([0x08, 0x06], &[])).as_deref(), Some("frame of kind [08, 06]"));
    }

    #[test]
    fn the_kernel_may_speak_of_itself() {
        let mut header = [0; 40];
        let report = [58, 0, 5, 2, 0, 0, 1, 0, 143];
        assert_eq!(packet(&frame([0x86, 0xdd], &[header.as_slice(), &report].concat())), None);
        header[6] = 6;
        assert_eq!(
            packet(&frame([0x86, 0xdd], &[header.as_slice(), &[0, 0, 0, 80]].concat())).as_deref(),
            Some("TCP :::80")
        );
    }

    #[test]
    fn only_what_leaves_counts() {
        let table = concat!(
            "Inter-|   Receive  |  Transmit\n",
            " face |bytes packets\n",
            "    lo:  86  2 0 0 0 0 0 0  86  2 0 0 0 0 0 0\n",
            "   out:   0  0 0 0 0 0 0 0 106  3 0 0 0 0 0 0\n",
        );
        assert_eq!(sent(table), 3);
        assert!(stays_inside(&[0; 60]));
        assert!(!stays_inside(&v4(6, &[])));
    }
}
