//! How much one reader, and how much all readers together, may ask for.

use axum::http::HeaderMap;
use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

/// Clients that are remembered at least; never more than twice as many.
const CLIENTS: usize = 8192;

/// Questions that may wait for a place, for each place.
const WAITING: usize = 4;

/// How long a question waits for a place.
const PATIENCE: Duration = Duration::from_secs(2);

/// How often a client may ask: so many times a minute, a quarter of them at once.
#[derive(Debug)]
pub struct Rates {
    per_second: f64,
    at_once: f64,
    clients: Mutex<Clients>,
}

/// Two generations: when the younger is full, the elder is forgotten, which costs nothing and gives
/// a client that has not asked for long what a new one has.
#[derive(Debug, Default)]
struct Clients {
    younger: HashMap<IpAddr, Bucket>,
    elder: HashMap<IpAddr, Bucket>,
}

/// What a client may still ask, at a time.
#[derive(Debug, Clone, Copy)]
struct Bucket {
    left: f64,
    at: Instant,
}

impl Rates {
    /// The rates for so many questions a minute.
    pub fn new(per_minute: u32) -> Self {
        let per_minute = f64::from(per_minute.max(1));
        Self { per_second: per_minute / 60.0, at_once: (per_minute / 4.0).max(1.0), clients: Mutex::default() }
    }

    /// Counts a question.
    ///
    /// # Errors
    /// How long the client must wait when it has asked too often.
    pub fn count(&self, client: IpAddr, now: Instant) -> Result<(), Duration> {
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        let bucket = clients.bucket(client, Bucket { left: self.at_once, at: now });
        let since = now.saturating_duration_since(bucket.at).as_secs_f64();
        *bucket = Bucket { left: (bucket.left + since * self.per_second).min(self.at_once), at: now };
        if bucket.left < 1.0 {
            return Err(Duration::from_secs_f64((1.0 - bucket.left) / self.per_second));
        }
        bucket.left -= 1.0;
        Ok(())
    }
}

impl Clients {
    fn bucket(&mut self, client: IpAddr, full: Bucket) -> &mut Bucket {
        if self.younger.len() >= CLIENTS && !self.younger.contains_key(&client) {
            self.elder = std::mem::take(&mut self.younger);
        }
        let known = self.elder.remove(&client);
        self.younger.entry(client).or_insert(known.unwrap_or(full))
    }
}

/// Who asks, as far as limits care: the connection's other end or, when that is a proxy of ours, the
/// last address in `X-Forwarded-For` that is no proxy of ours. What stands before it, anybody can
/// have written.
pub fn client(peer: SocketAddr, headers: &HeaderMap, proxies: &[IpAddr]) -> IpAddr {
    let is_ours = |address: &IpAddr| proxies.contains(address);
    let mut client = peer.ip().to_canonical();
    let lines = headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok());
    let named: Vec<&str> = lines.flat_map(|line| line.split(',')).collect();
    for text in named.iter().rev().take_while(|text| !text.trim().is_empty()) {
        if !is_ours(&client) {
            break;
        }
        let Ok(address) = text.trim().parse::<IpAddr>() else { break };
        client = address.to_canonical();
    }
    household(client)
}

/// One household has a whole /64 of IPv6 addresses.
fn household(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX))),
    }
}

/// Places for questions that are being answered, and for some that wait.
#[derive(Debug)]
pub struct Places {
    admitted: Arc<Semaphore>,
    answering: Arc<Semaphore>,
}

/// A question's place, which goes along with the thread that answers: a time limit does not stop it.
#[derive(Debug)]
pub struct Place {
    _admitted: OwnedSemaphorePermit,
    _answering: OwnedSemaphorePermit,
}

impl Places {
    /// So many questions are answered at one time.
    pub fn new(count: usize) -> Self {
        let count = count.max(1);
        let semaphore = |count| Arc::new(Semaphore::new(count));
        Self { admitted: semaphore(count * (1 + WAITING)), answering: semaphore(count) }
    }

    /// Waits for a place; none when too many wait already, or it takes too long.
    pub async fn take(&self) -> Option<Place> {
        let admitted = self.admitted.clone().try_acquire_owned().ok()?;
        let answering = timeout(PATIENCE, self.answering.clone().acquire_owned()).await.ok()?.ok()?;
        Some(Place { _admitted: admitted, _answering: answering })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn a_client_asks_so_often_and_then_waits() {
        let (rates, start) = (Rates::new(60), Instant::now());
        let ask = |client: &str, seconds: f64| rates.count(address(client), start + Duration::from_secs_f64(seconds));
        assert!((0..15).all(|_| ask("10.0.0.1", 0.0).is_ok()), "a quarter of a minute's at once");
        assert_eq!(ask("10.0.0.1", 0.0), Err(Duration::from_secs(1)));
        assert_eq!(ask("10.0.0.2", 0.0), Ok(()), "others are not held up");
        assert!(ask("10.0.0.1", 0.5).is_err());
        assert_eq!(ask("10.0.0.1", 1.0), Ok(()));
        assert!(ask("10.0.0.1", 1.0).is_err());
        assert!((0..15).all(|_| ask("10.0.0.1", 3600.0).is_ok()));
        assert!(ask("10.0.0.1", 3600.0).is_err(), "no more is saved up than may be asked at once");
    }

    #[test]
    fn clients_that_are_remembered_are_bounded() {
        let (rates, now) = (Rates::new(4), Instant::now());
        for n in 0..50_000_u32 {
            assert!(rates.count(IpAddr::V4(n.into()), now).is_ok());
        }
        let clients = rates.clients.lock().unwrap();
        assert!(clients.younger.len() + clients.elder.len() <= 2 * CLIENTS);
        drop(clients);
        assert!(rates.count(IpAddr::V4(49_999.into()), now).is_err(), "the last ones are remembered");
    }

    #[test]
    fn only_a_proxy_of_ours_may_name_another_client() {
        let asked = |peer: &str, lines: &[&str], proxies: &[&str]| {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append("x-forwarded-for", line.parse().unwrap());
            }
            let proxies: Vec<_> = proxies.iter().map(|text| address(text)).collect();
            client(SocketAddr::new(address(peer), 1), &headers, &proxies).to_string()
        };
        let ours = &["127.0.0.1", "10.0.0.9"][..];
        assert_eq!(asked("127.0.0.1", &["203.0.113.5"], &[]), "127.0.0.1");
        assert_eq!(asked("203.0.113.7", &["203.0.113.5"], ours), "203.0.113.7");
        assert_eq!(asked("127.0.0.1", &["203.0.113.5"], ours), "203.0.113.5");
        assert_eq!(asked("::ffff:127.0.0.1", &["1.1.1.1, 203.0.113.5"], ours), "203.0.113.5");
        assert_eq!(asked("127.0.0.1", &["1.1.1.1", "203.0.113.5, 10.0.0.9"], ours), "203.0.113.5");
        assert_eq!(asked("127.0.0.1", &["1.1.1.1, nonsense"], ours), "127.0.0.1");
        assert_eq!(asked("127.0.0.1", &["10.0.0.9"], ours), "10.0.0.9");
        assert_eq!(asked("2001:db8:1:2:3:4:5:6", &[], ours), "2001:db8:1:2::");
    }
}
