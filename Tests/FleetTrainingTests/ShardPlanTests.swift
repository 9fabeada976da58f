import Testing

import FleetTraining

@Test func `places are dealt round-robin`() {
  var plan = ShardPlan(pending: PlaceSet(capacity: 10, isFull: true), workers: 3)

  #expect(plan.take(for: 0, limit: 2) == [0, 3])
  #expect(plan.take(for: 1, limit: 9) == [1, 4, 7])
  #expect(plan.take(for: 2, limit: 1) == [2])
  #expect(plan.take(for: 0, limit: 9) == [6, 9])
  #expect(plan.remaining == 2)
}

@Test func `a worker without a share of its own takes over from the longest one`() {
  var plan = ShardPlan(pending: PlaceSet(capacity: 12, isFull: true), workers: 3)
  _ = plan.take(for: 0, limit: 4)
  _ = plan.take(for: 1, limit: 3)

  #expect(plan.take(for: 0, limit: 2) == [2, 5])
  #expect(plan.take(for: 0, limit: 9) == [8, 11])
  #expect(plan.take(for: 0, limit: 9) == [10])
  #expect(plan.take(for: 0, limit: 9) == [])
}

@Test func `places that are done are not dealt`() {
  var pending = PlaceSet(capacity: 200, isFull: false)
  for place in [3, 64, 199] { pending.insert(place) }
  var plan = ShardPlan(pending: pending, workers: 2)

  #expect(plan.remaining == 3)
  #expect(plan.take(for: 0, limit: 9) == [64])
  #expect(plan.take(for: 1, limit: 9) == [3, 199])
}

@Test func `places with an order of their own are dealt in it`() {
  var pending = PlaceSet(capacity: 10, isFull: false)
  for place in [1, 3, 5, 7, 9] { pending.insert(place) }
  var plan = ShardPlan(pending: pending, order: [7, 1, 9, 3, 5], workers: 2)

  #expect(plan.remaining == 5)
  #expect(plan.take(for: 0, limit: 2) == [7, 9])
  #expect(plan.take(for: 1, limit: 9) == [1, 3])
  #expect(plan.take(for: 1, limit: 9) == [5])
  #expect(plan.remaining == 0)
}

@Test func `what a dead worker gives back is dealt first, the last of it before the first`() {
  var plan = ShardPlan(pending: PlaceSet(capacity: 8, isFull: true), workers: 2)
  let taken = plan.take(for: 0, limit: 3)

  plan.giveBack(taken)

  #expect(plan.remaining == 8)
  #expect(plan.take(for: 1, limit: 2) == [4, 2])
  #expect(plan.take(for: 1, limit: 2) == [0])
  #expect(plan.take(for: 1, limit: 2) == [1, 3])
}

@Test(arguments: [1, 2, 5]) func `the shards of all machines hold every customer once`(count: Int)
  throws
{
  let shards = try (0..<count).map { try #require(Shard(index: $0, of: count)) }

  for customers in 0..<12 {
    let indexes = shards.flatMap { shard in
      (0..<shard.size(of: customers)).map(shard.listIndex(ofPlace:))
    }
    #expect(indexes.sorted() == Array(0..<customers))
  }
  for shard in shards {
    #expect(
      (0..<20).map { shard.place(ofListIndex: shard.listIndex(ofPlace: $0)) } == Array(0..<20))
  }
}

@Test func `a shard outside its count is none`() {
  #expect(Shard(index: 2, of: 2) == nil)
  #expect(Shard(index: -1, of: 2) == nil)
  #expect(Shard(index: 0, of: 0) == nil)
}

@Test func `a place set counts what it holds`() {
  var places = PlaceSet(capacity: 130, isFull: true)

  places.remove(129)
  places.remove(129)
  places.insert(0)

  #expect(places.count == 129)
  #expect(!places.contains(129))
  #expect(places.contains(128))
}

@Test func `places of one set are taken out of another`() {
  var places = PlaceSet(capacity: 130, isFull: true)
  var others = PlaceSet(capacity: 130, isFull: false)
  for place in [0, 64, 129] { others.insert(place) }
  places.remove(64)

  let common = places.intersection(others)
  places.remove(others)

  #expect(common.count == 2)
  #expect(common.contains(0) && common.contains(129) && !common.contains(64))
  #expect(places.count == 127)
  #expect(!places.contains(0) && places.contains(1))
}
